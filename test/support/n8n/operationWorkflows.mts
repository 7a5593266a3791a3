import { randomUUID } from 'node:crypto';

import type { WorkflowDefinition } from './n8nApi.mts';
import { optionGroups } from '../nodes/optionGroups.mts';

const NODE = 'n8n-nodes-until-replied.untilReplied';
type Parameters = Record<string, unknown>;

const node = (name: string, type: string, typeVersion: number, parameters: Parameters) => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters,
});
const to = (name: string) => [{ node: name, type: 'main', index: 0 }];

/** What tells of a reply in what is posted. */
export const IS_REPLY = '={{ $json.isReply === true }}';

/** Each output of the node, in their order; further levels follow. */
const OUTPUTS = ['Reminder', 'Replied', 'Exhausted', 'Failing'];

/**
 * `Webhook -> Repeat Until Replied`, and what leaves by an output is posted to
 * `listener`/<name of the output>. A POST of `{ key, text, isReply }` is an event.
 */
export function trackingWorkflow(
	path: string,
	listener: string,
	{ options, ...policy }: Parameters & { options?: Parameters },
	levels: string[] = [],
): WorkflowDefinition {
	const outputs = [...OUTPUTS, ...levels];
	return {
		name: `Track ${path}`,
		nodes: [
			{
				...node('Webhook', 'n8n-nodes-base.webhook', 2, {
					path,
					httpMethod: 'POST',
					responseMode: 'lastNode',
					responseData: 'noData',
				}),
				webhookId: path,
			},
			node('Event', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: '={{ $json.body }}' }),
			node('Repeat Until Replied', NODE, 1, {
				conversationKey: '={{ $json.key }}',
				firstReminderAfter: 1,
				firstReminderAfterUnit: 'seconds',
				remindEvery: 1,
				remindEveryUnit: 'seconds',
				...policy,
				options: { ...optionGroups({ replies: { isReply: IS_REPLY } }), ...options },
			}),
			...outputs.map((name) =>
				node(name, 'n8n-nodes-base.httpRequest', 4.2, {
					method: 'POST',
					url: `${listener}/${name}`,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '={{ JSON.stringify($json) }}',
				}),
			),
		],
		connections: {
			Webhook: { main: [to('Event')] },
			Event: { main: [to('Repeat Until Replied')] },
			'Repeat Until Replied': { main: outputs.map(to) },
		},
	};
}

/** Answers a POST with all items of one operation, of Repeat Until Replied where no other `type` is named, whose parameters may be expressions on `$json.body`. */
export function operationWorkflow(
	path: string,
	parameters: Parameters,
	type = NODE,
): WorkflowDefinition {
	return {
		name: `Operation ${path}`,
		nodes: [
			{
				...node('Webhook', 'n8n-nodes-base.webhook', 2, {
					path,
					httpMethod: 'POST',
					responseMode: 'lastNode',
					responseData: 'allEntries',
				}),
				webhookId: path,
			},
			node('Operation', type, 1, { conversationKey: '={{ $json.body.key }}', ...parameters }),
		],
		connections: { Webhook: { main: [to('Operation')] } },
	};
}
