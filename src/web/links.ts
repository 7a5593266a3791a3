import { randomBytes } from 'node:crypto';

import { nodeOf } from '../nodeScope';
import type { Store } from '../store/store';
import type { SettingTable } from '../store/transaction';
import { readButton, writeButton, type ButtonLink } from './button/token';
import { readBoardLink, writeBoardLink, type BoardLink } from './board/token';
import { readMetricsToken, writeMetricsToken } from './metrics/token';
import { isReachable } from './link/address';
import { purposes, type Purpose, type Reading, type Seal, type Terms } from './signature';
import {
	readLink,
	writeLink,
	type ConversationAction,
	type Link,
	type LinkAction,
} from './link/token';
import type { ReminderLinks } from '../escalation/items/links';

/** How the links of one node are to be. */
export interface LinkSettings {
	/** `auto`: where n8n's address is not that of the machine itself. */
	when: 'auto' | 'always' | 'never';
	acknowledgeMinutes: number;
	snoozeMinutes: number;
	/** 0 for no link that mutes the project. */
	muteMinutes: number;
	/** Milliseconds that they are valid. */
	validFor: number;
}

/** The links of one reminder. @param hasProject whether it has a project, which can be muted. */
export type LinkWriter = (escalationId: string, hasProject: boolean) => ReminderLinks;

const KEY = 'linkKey';
const KEY_BYTES = 32;
/** Of links where none were revoked before. */
const FIRST_GENERATION = '0';
const GENERATION_BYTES = 6;

/** Makes, reads and revokes the links by which people say what becomes of a conversation. */
export class Links {
	private key: Promise<Buffer> | undefined;

	constructor(private readonly store: Store) {}

	/** Notes where n8n serves the pages of a node, from now on. It says so only when the node is published. */
	async keepAddress(scope: string, url: string): Promise<void> {
		await this.store.transaction(async ({ settings }) => {
			await settings.save(addressName(scope), url);
			await settings.save(servingName(scope), SERVES);
		});
	}

	/** Notes that n8n serves them no more: the node is not published any longer. Its links are valid once it is again. */
	async leaveAddress(scope: string): Promise<void> {
		await this.store.transaction(
			async ({ settings }) => await settings.save(servingName(scope), ''),
		);
	}

	/** Nodes of which n8n said that they are published no longer, in whichever process that was. */
	async leftNodes(): Promise<Set<string>> {
		const nodes = await this.store.transaction(
			async ({ settings }) => await servingNodes(settings),
		);
		return new Set(nodes.flatMap(({ scope, isServed }) => (isServed ? [] : [scope])));
	}

	/** Nodes whose pages n8n serves now: their workflow is published. */
	async servedNodes(): Promise<string[]> {
		const nodes = await this.store.transaction(
			async ({ settings }) => await servingNodes(settings),
		);
		return nodes.flatMap(({ scope, isServed }) => (isServed ? [scope] : []));
	}

	/**
	 * A node whose pages n8n serves now: any can serve a board, whichever
	 * workflow asks for it.
	 *
	 * @param own serves it where it can.
	 * @param workflowId whose nodes come next; undefined for any.
	 */
	async servingNode(own: string, workflowId?: string): Promise<string | undefined> {
		const serving = await this.servedNodes();
		return (
			serving.find((scope) => scope === own) ??
			serving.find((scope) => nodeOf(scope).workflowId === nodeOf(own).workflowId) ??
			serving.find((scope) => nodeOf(scope).workflowId === workflowId) ??
			serving[0]
		);
	}

	/**
	 * Makes the links of reminders that leave now.
	 *
	 * @returns undefined when there are to be none, or n8n has not said where its pages are.
	 */
	async writer(scope: string, settings: LinkSettings): Promise<LinkWriter | undefined> {
		if (settings.when === 'never') return undefined;
		const { address, generation } = await this.known(scope, 'link');
		if (!address || (settings.when === 'auto' && !isReachable(address))) return undefined;
		const seal = await this.sealOf(scope);
		const expiresAt = this.store.clock.now() + settings.validFor;
		const { acknowledgeMinutes, snoozeMinutes, muteMinutes } = settings;
		return (escalationId, hasProject) => {
			const url = (action: LinkAction, minutes: number) =>
				`${address}?t=${writeLink(seal, { action, minutes, escalationId, expiresAt, generation })}`;
			return {
				acknowledge: url('acknowledge', acknowledgeMinutes),
				acknowledgeMinutes,
				snooze: url('snooze', snoozeMinutes),
				snoozeMinutes,
				markReplied: url('markReplied', 0),
				...(muteMinutes > 0 && hasProject
					? { muteProject: url('muteProject', muteMinutes), muteMinutes }
					: {}),
				expiresAt: new Date(expiresAt).toISOString(),
			};
		};
	}

	/**
	 * Makes the values of buttons that leave now, for messages of this app. They
	 * need no address: whoever presses one is told apart by the platform.
	 *
	 * @param app the platform and its id of the app, as the folder of its platform names it.
	 */
	async buttonWriter(
		scope: string,
		app: string,
		{ acknowledgeMinutes, snoozeMinutes, validFor }: Omit<LinkSettings, 'when' | 'muteMinutes'>,
	): Promise<(escalationId: string) => Record<ConversationAction, string>> {
		const { generation } = await this.known(scope, 'button');
		const seal = await this.sealOf(scope);
		const expiresAt = this.store.clock.now() + validFor;
		return (escalationId) => {
			const value = (action: ConversationAction, minutes: number) =>
				writeButton(seal, app, { action, minutes, escalationId, expiresAt, generation });
			return {
				acknowledge: value('acknowledge', acknowledgeMinutes),
				snooze: value('snooze', snoozeMinutes),
				markReplied: value('markReplied', 0),
			};
		};
	}

	/**
	 * @param scope of the escalation that the value names.
	 * @param app that the button was pressed in.
	 * @param text what somebody sent, whoever it is.
	 */
	async readButton(scope: string, app: string, text: string): Promise<Reading<ButtonLink>> {
		const reading = readButton(await this.sealOf(scope), app, text, this.store.clock.now());
		return await this.unlessRevoked(scope, 'button', reading);
	}

	/** @returns the address of the board, at the node that serves it; undefined when it was never published. */
	async boardUrl(scope: string, link: Omit<BoardLink, 'generation'>): Promise<string | undefined> {
		const { address, generation } = await this.known(scope, 'board');
		if (!address) return undefined;
		return `${address}?t=${writeBoardLink(await this.sealOf(scope), { ...link, generation })}`;
	}

	/** @param text what somebody sent, whoever it is. */
	async readBoard(scope: string, text: string): Promise<Reading<BoardLink>> {
		const reading = readBoardLink(await this.sealOf(scope), text, this.store.clock.now());
		return await this.unlessRevoked(scope, 'board', reading);
	}

	/** Where the node serves metrics, and by which token; undefined when it was never published. */
	async metricsAccess(
		scope: string,
		expiresAt: number,
	): Promise<{ url: string; token: string } | undefined> {
		const { address, generation } = await this.known(scope, 'metrics');
		if (!address) return undefined;
		const token = writeMetricsToken(await this.sealOf(scope), { expiresAt, generation });
		return { url: address, token };
	}

	/** @param text what somebody sent, whoever it is. */
	async readMetrics(scope: string, text: string): Promise<Reading<Terms>> {
		const reading = readMetricsToken(await this.sealOf(scope), text, this.store.clock.now());
		return await this.unlessRevoked(scope, 'metrics', reading);
	}

	/** @param text what somebody sent, whoever it is. */
	async read(scope: string, text: string): Promise<Reading<Link>> {
		const reading = readLink(await this.sealOf(scope), text, this.store.clock.now());
		return await this.unlessRevoked(scope, 'link', reading);
	}

	/**
	 * Makes worthless what was signed before: links of boards or of metrics only, or all links.
	 *
	 * @param workflowId of the nodes whose links they are; undefined for all workflows.
	 * @returns the nodes. Only one whose address was kept can have made links.
	 */
	async revoke(
		which: 'board' | 'metrics' | 'all',
		workflowId?: string,
	): Promise<Array<ReturnType<typeof nodeOf>>> {
		const generation = randomBytes(GENERATION_BYTES).toString('base64url');
		const revoked = purposes.filter((purpose) => which === 'all' || purpose === which);
		return await this.store.transaction(async ({ settings }) => {
			const of = workflowId === undefined ? '' : `${workflowId}:`;
			const addresses = await settings.beginningWith(addressName(of));
			const scopes = [...addresses.keys()].map((name) => name.slice(addressName('').length));
			for (const scope of scopes) {
				for (const purpose of revoked) {
					await settings.save(generationName(scope, purpose), generation);
				}
			}
			return scopes.map(nodeOf);
		});
	}

	/** Only what we have signed is looked up: whoever makes up links costs the store nothing. */
	private async unlessRevoked<Known extends Terms>(
		scope: string,
		purpose: Purpose,
		reading: Reading<Known>,
	): Promise<Reading<Known>> {
		if (!reading.ok) return reading;
		const { generation } = await this.known(scope, purpose);
		return reading.link.generation === generation ? reading : { ok: false, reason: 'revoked' };
	}

	/** Never from memory: another process may have revoked them a moment ago. */
	private async known(
		scope: string,
		purpose: Purpose,
	): Promise<{ address: string | undefined; generation: string }> {
		return await this.store.transaction(async ({ settings }) => {
			const names = [addressName(scope), generationName(scope, purpose)];
			const [address, generation = FIRST_GENERATION] = await Promise.all(
				names.map(async (name) => await settings.get(name)),
			);
			return { address, generation };
		});
	}

	private async sealOf(scope: string): Promise<Seal> {
		return { key: await this.signingKey(), scope };
	}

	/** Made once for the store, so that all who share it read one another's links. */
	private async signingKey(): Promise<Buffer> {
		this.key ??= this.store
			.transaction(
				async (transaction) =>
					await transaction.settings.make(KEY, randomBytes(KEY_BYTES).toString('base64')),
			)
			.then((text) => Buffer.from(text, 'base64'))
			.catch((error) => {
				this.key = undefined;
				throw error;
			});
		return await this.key;
	}
}

const addressName = (scope: string) => `address ${scope}`;
const servingName = (scope: string) => `serving ${scope}`;
const SERVES = 'yes';
const generationName = (scope: string, purpose: Purpose) => `generation ${purpose} ${scope}`;

/** All that were ever published, as far as n8n said so. */
async function servingNodes(
	settings: SettingTable,
): Promise<Array<{ scope: string; isServed: boolean }>> {
	const told = await settings.beginningWith(servingName(''));
	return [...told].map(([name, value]) => ({
		scope: name.slice(servingName('').length),
		isServed: value === SERVES,
	}));
}
