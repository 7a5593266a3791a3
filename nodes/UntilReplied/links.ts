import {
	NodeOperationError,
	type IExecuteFunctions,
	type IHookFunctions,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { z } from 'zod';

import { nodeOf, scopeOf } from '../../src/nodeScope';
import type { LinkSettings, LinkWriter } from '../../src/web/links';
import type { MoreLink } from '../../src/escalation/moreLink';
import type { Runtime } from '../../src/runtime/runtime';
import { DAY, HOUR } from '../../src/time/duration';
import { shownLinks } from '../../src/web/link/address';
import { logProblem } from '../shared/log';
import { toActivationError } from '../shared/nodeErrors';
import { runtimeOf } from '../shared/store';
import { groupForAll, optionGroup } from './optionGroup';

/** No expressions: links are made for many items at once. */
export const linksGroup = optionGroup({
	displayName: 'Links',
	name: 'links',
	description: 'The buttons of a notification: "I\'m on it", "Snooze", "Mark as replied"',
	fields: [
		{
			displayName: 'Show Links',
			name: 'show',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Always',
					value: 'always',
					description: 'Even if only this machine can open them',
				},
				{
					name: 'Never',
					value: 'never',
					description: 'Messages have no buttons from this node',
				},
				{
					name: 'When Others Can Open Them',
					value: 'auto',
					description:
						'When N8N_WEBHOOK_URL is not localhost; an address in your own network counts',
				},
			],
			default: 'auto',
			description:
				'Whether reminders have links with which anyone in the chat can acknowledge, snooze or mark the conversation as replied',
		},
		{
			displayName: 'Acknowledge For (Minutes)',
			name: 'acknowledgeMinutes',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			noDataExpression: true,
			default: 30,
			description: 'How long to pause reminders after someone presses "I\'m on it"',
		},
		{
			displayName: 'Snooze For (Minutes)',
			name: 'snoozeMinutes',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			noDataExpression: true,
			default: 30,
			description: 'How long to pause reminders after someone presses "Snooze"',
		},
		{
			displayName: 'Mute Project For (Minutes)',
			name: 'muteMinutes',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			noDataExpression: true,
			default: 0,
			description:
				'How long to mute the whole project after someone presses "Mute project". 0 for no such link. Everyone in the chat can use it.',
		},
		{
			displayName: 'Board Link',
			name: 'board',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'None', value: 'none', description: 'Messages have no link to the board' },
				{
					name: 'View Only',
					value: 'look',
					description: 'Everyone in the chat can see who is waiting in this workflow',
				},
				{
					name: 'With Buttons',
					value: 'change',
					description:
						'Everyone in the chat can also acknowledge, snooze, mark as replied and cancel',
				},
			],
			default: 'none',
			description:
				'Whether reminders, Exhausted, Failing and grouped reminders have a link to the board of this workflow. The board shows names and messages to everyone who has the link.',
		},
		{
			displayName: 'Expire After (Hours)',
			name: 'expireAfterHours',
			type: 'number',
			typeOptions: { minValue: 1 },
			noDataExpression: true,
			default: 72,
			description:
				'How long the links of a reminder stay valid. They stop working when the conversation ends.',
		},
	],
});

const minutes = (name: string) =>
	z
		.number(`${name} must be a number of minutes`)
		.int(`${name} must be a whole number of minutes`)
		.min(1, `${name} must be at least 1 minute`)
		.max((365 * DAY) / 60_000, `${name} must be at most a year`);

const settingsSchema = z.object({
	when: z.enum(['auto', 'always', 'never'], 'Show Links must be "auto", "always" or "never"'),
	acknowledgeMinutes: minutes('Acknowledge For'),
	snoozeMinutes: minutes('Snooze For'),
	muteMinutes: z.union([z.literal(0), minutes('Mute Project For')], {
		error: 'Mute Project For must be a whole number of minutes, at most a year, or 0',
	}),
	validFor: z
		.number('Expire After must be a number of hours')
		.min(HOUR / 60, 'Expire After must be at least one minute')
		.max(365 * DAY, 'Expire After must be at most a year'),
	board: z.enum(['none', 'look', 'change'], 'Board Link must be "none", "look" or "change"'),
});

/** Whether messages lead to the board, and whether it has buttons there. */
type BoardSetting = 'none' | 'look' | 'change';

/** @throws {NodeOperationError} */
export function linkSettingsFor(
	node: IExecuteFunctions | ITriggerFunctions,
): LinkSettings & { board: BoardSetting } {
	const links = groupForAll(node, 'links');
	const parsed = settingsSchema.safeParse({
		when: links.show ?? 'auto',
		acknowledgeMinutes: links.acknowledgeMinutes ?? 30,
		snoozeMinutes: links.snoozeMinutes ?? 30,
		muteMinutes: links.muteMinutes ?? 0,
		validFor: Number(links.expireAfterHours ?? 72) * HOUR,
		board: links.board ?? 'none',
	});
	if (parsed.success) return parsed.data;
	throw new NodeOperationError(node.getNode(), parsed.error.issues[0].message, {
		description: 'Correct it in the option Links.',
	});
}

/** The links of reminders that leave now; undefined when they have none. */
export async function reminderLinkWriter(
	node: IExecuteFunctions,
	{ links }: Runtime,
	scope: string,
): Promise<LinkWriter | undefined> {
	return await unlessItFails(node, async () => await links.writer(scope, linkSettingsFor(node)));
}

/** The same, with the link of the board, which is for all that leaves. */
export async function linkWriter(
	node: IExecuteFunctions,
	{ links, clock }: Runtime,
	scope: string,
): Promise<{ ofReminder?: LinkWriter; board?: string }> {
	const made = await unlessItFails(node, async () => {
		const settings = linkSettingsFor(node);
		const ofReminder = await links.writer(scope, settings);
		if (!ofReminder || settings.board === 'none') return { ofReminder };
		const board = await links.boardUrl(scope, {
			mayChange: settings.board === 'change',
			// Who is in the group of one workflow need not see the customers of another.
			workflowId: nodeOf(scope).workflowId,
			expiresAt: clock.now() + settings.validFor,
		});
		return { ofReminder, board };
	});
	return made ?? {};
}

/** The links of the user's own that a message about a conversation has, by Show Links. */
export function shownLinksOf(
	node: IExecuteFunctions,
): (escalation: { moreLinks?: MoreLink[] }) => { more?: MoreLink[] } {
	const { show = 'auto' } = groupForAll(node, 'links');
	return ({ moreLinks = [] }) => {
		const more = shownLinks(moreLinks, show as LinkSettings['when']);
		return more.length > 0 ? { more } : {};
	};
}

/** A reminder without links is better than none. */
async function unlessItFails<Made>(
	node: IExecuteFunctions,
	make: () => Promise<Made>,
): Promise<Made | undefined> {
	try {
		return await make();
	} catch (error) {
		logProblem(node.logger, 'warn', 'Reminders go out without links', error);
		return undefined;
	}
}

/** When n8n publishes the workflow: only then it says where it serves the pages of this node. */
export async function keepPageAddress(hook: IHookFunctions): Promise<boolean> {
	const url = hook.getNodeWebhookUrl('default');
	if (!url || hook.getMode() === 'manual') return true;
	// Without an id n8n makes the address of the node's name, and finds no name in which anything is encoded.
	if (!hook.getNode().webhookId && url.includes('%')) {
		hook.logger.warn(
			'Reminders go out without links, because the node has no webhook ID yet. Save the workflow in the editor and publish it again.',
		);
		return true;
	}
	try {
		const { links } = await runtimeOf(hook);
		await links.keepAddress(scopeOf(hook.getWorkflow().id, hook.getNode().id), url);
	} catch (error) {
		throw toActivationError(hook.getNode(), error);
	}
	return true;
}

/** When n8n stops serving the page. Otherwise a board link could lead to an address that nobody serves. */
export async function leavePageAddress(hook: IHookFunctions): Promise<boolean> {
	if (hook.getMode() === 'manual') return true;
	try {
		const { links } = await runtimeOf(hook);
		await links.leaveAddress(scopeOf(hook.getWorkflow().id, hook.getNode().id));
	} catch (error) {
		// Unpublishing must not fail for it.
		logProblem(
			hook.logger,
			'warn',
			'Could not note in the store that this node no longer serves its pages',
			error,
		);
	}
	return true;
}
