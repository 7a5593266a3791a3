import {
	NodeOperationError,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeProperties,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { z } from 'zod';

import { scopeOf } from '../../src/delivery/scope';
import type { LinkSettings } from '../../src/links/links';
import { DAY, HOUR } from '../../src/time/duration';
import { toActivationError } from '../shared/nodeErrors';
import { runtimeOf } from '../shared/store';

/** Part of the options of Track Event. No expressions: links are made for many items at once. */
export const linkOptions: INodeProperties[] = [
	{
		displayName: 'Link: Acknowledge for (Minutes)',
		name: 'acknowledgeMinutes',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		noDataExpression: true,
		default: 30,
		description: 'How long no push goes out after somebody pressed "I am on it"',
	},
	{
		displayName: 'Link: Expire After (Hours)',
		name: 'linkHours',
		type: 'number',
		typeOptions: { minValue: 1 },
		noDataExpression: true,
		default: 72,
		description:
			'How long the links of a push can be used. Those of an ended conversation never can.',
	},
	{
		displayName: 'Link: Snooze for (Minutes)',
		name: 'snoozeMinutes',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		noDataExpression: true,
		default: 30,
		description: 'How long no push goes out after somebody pressed "Snooze"',
	},
	{
		displayName: 'Links',
		name: 'links',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Always',
				value: 'always',
				description: 'Also where only this machine can open them',
			},
			{
				name: 'Never',
				value: 'never',
				description: 'Messages have no buttons of this node',
			},
			{
				name: 'When Others Can Open Them',
				value: 'auto',
				description: "When n8n's N8N_WEBHOOK_URL is not the machine itself, like localhost",
			},
		],
		default: 'auto',
		description:
			'Whether pushes carry links by which anybody in the chat says "I am on it", snoozes the pushes or says that somebody replied',
	},
];

const minutes = (name: string) =>
	z
		.number(`${name} is not a number of minutes`)
		.int(`${name} must be a whole number of minutes`)
		.min(1, `${name} must be at least 1 minute`)
		.max((365 * DAY) / 60_000, `${name} is longer than a year`);

const settingsSchema = z.object({
	when: z.enum(['auto', 'always', 'never'], 'Links is not "auto", "always" or "never"'),
	acknowledgeMinutes: minutes('Link: Acknowledge for'),
	snoozeMinutes: minutes('Link: Snooze for'),
	validFor: z
		.number('Link: Expire After is not a number of hours')
		.min(HOUR / 60, 'Link: Expire After is too short')
		.max(365 * DAY, 'Link: Expire After is longer than a year'),
});

/** @throws {NodeOperationError} */
export function linkSettingsFor(node: IExecuteFunctions | ITriggerFunctions): LinkSettings {
	const option = (name: string, fallback: unknown): unknown =>
		'getInputData' in node
			? node.getNodeParameter(`options.${name}`, 0, fallback as string)
			: node.getNodeParameter(`options.${name}`, fallback as string);
	const parsed = settingsSchema.safeParse({
		when: option('links', 'auto'),
		acknowledgeMinutes: option('acknowledgeMinutes', 30),
		snoozeMinutes: option('snoozeMinutes', 30),
		validFor: Number(option('linkHours', 72)) * HOUR,
	});
	if (parsed.success) return parsed.data;
	throw new NodeOperationError(node.getNode(), parsed.error.issues[0].message, {
		description: 'Correct the option.',
	});
}

/** When n8n publishes the workflow: only then it says where it serves the pages of this node. */
export async function keepPageAddress(hook: IHookFunctions): Promise<boolean> {
	const url = hook.getNodeWebhookUrl('default');
	if (!url || hook.getMode() === 'manual') return true;
	// Without an id n8n makes the address of the node's name, and finds no name in which anything is encoded.
	if (!hook.getNode().webhookId && url.includes('%')) {
		hook.logger.warn(
			'Pushes go out without links: the node has no id for their address. Save the workflow in the editor, and publish it again.',
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
