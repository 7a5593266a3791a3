import { randomBytes } from 'node:crypto';

import type { Store } from '../store/store';
import { MINUTE } from '../time/duration';
import {
	readBoardLink,
	writeBoardLink,
	type BoardLink,
	type BoardLinkReading,
} from '../board/boardLink';
import { isReachable } from './address';
import { readLink, writeLink, type LinkAction, type LinkReading } from './token';

/** How the links of one node are to be. */
export interface LinkSettings {
	/** `auto`: where n8n's address is not that of the machine itself. */
	when: 'auto' | 'always' | 'never';
	acknowledgeMinutes: number;
	snoozeMinutes: number;
	/** Milliseconds that they are valid. */
	validFor: number;
}

/** The links of one push, as its item carries them. */
export interface PushLinks {
	acknowledge: string;
	acknowledgeMinutes: number;
	snooze: string;
	snoozeMinutes: number;
	markReplied: string;
	/** ISO 8601. */
	expiresAt: string;
}

const KEY = 'linkKey';
const KEY_BYTES = 32;

/** Makes and reads the links by which people say what becomes of a conversation. */
export class Links {
	private key: Promise<Buffer> | undefined;

	constructor(private readonly store: Store) {}

	/** Notes where n8n serves the pages of a node. It says so only while the node is published. */
	async keepAddress(scope: string, url: string): Promise<void> {
		await this.store.transaction((transaction) =>
			transaction.settings.save(addressName(scope), url),
		);
	}

	/**
	 * Makes the links of pushes that leave now.
	 *
	 * @returns undefined when there are to be none, or n8n has not said where its pages are.
	 */
	async writer(
		scope: string,
		settings: LinkSettings,
	): Promise<((escalationId: string) => PushLinks) | undefined> {
		if (settings.when === 'never') return undefined;
		const address = await this.store.transaction(
			async (transaction) => await transaction.settings.get(addressName(scope)),
		);
		if (!address || (settings.when === 'auto' && !isReachable(address))) return undefined;
		const key = await this.signingKey();
		const expiresAt = this.store.clock.now() + settings.validFor;
		const { acknowledgeMinutes, snoozeMinutes } = settings;
		return (escalationId) => {
			const url = (action: LinkAction, minutes: number) =>
				`${address}?t=${writeLink(key, scope, { action, minutes, escalationId, expiresAt })}`;
			return {
				acknowledge: url('acknowledge', acknowledgeMinutes),
				acknowledgeMinutes,
				snooze: url('snooze', snoozeMinutes),
				snoozeMinutes,
				markReplied: url('markReplied', 0),
				expiresAt: new Date(expiresAt).toISOString(),
			};
		};
	}

	/** @returns the address of the board, at the node that serves it; undefined when it was never published. */
	async boardUrl(scope: string, link: BoardLink): Promise<string | undefined> {
		const address = await this.store.transaction(
			async (transaction) => await transaction.settings.get(addressName(scope)),
		);
		return address && `${address}?t=${writeBoardLink(await this.signingKey(), scope, link)}`;
	}

	/** @param text what somebody sent, whoever it is. */
	async readBoard(scope: string, text: string): Promise<BoardLinkReading> {
		return readBoardLink(await this.signingKey(), scope, text, this.store.clock.now());
	}

	/** @param text what somebody sent, whoever it is. */
	async read(scope: string, text: string): Promise<LinkReading> {
		return readLink(await this.signingKey(), scope, text, this.store.clock.now());
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

/** Milliseconds that a link's minutes are. */
export function holdOf({ minutes }: { minutes: number }): number {
	return minutes * MINUTE;
}
