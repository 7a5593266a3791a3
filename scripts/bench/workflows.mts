import { randomUUID } from 'node:crypto';

import type { WorkflowDefinition } from '../../test/support/n8n/n8nApi.mts';

/** A workflow with one webhook, and the path that the webhook answers on. */
export interface MeasuredWorkflow {
	definition: WorkflowDefinition;
	path: string;
}

const node = (
	name: string,
	type: string,
	typeVersion: number,
	column: number,
	rest: Record<string, unknown> = {},
) => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [column * 260, 0],
	parameters: {},
	...rest,
});

const to = (name: string) => ({ node: name, type: 'main', index: 0 });

const noOp = (column: number) => node('No Operation', 'n8n-nodes-base.noOp', 1, column);

/** n8n's own Webhook as it comes: it answers as soon as the execution was begun. */
function webhookNode(path: string) {
	return node('Webhook', 'n8n-nodes-base.webhook', 2.1, 0, {
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	});
}

export const TRIGGER = 'Service Event Trigger';

/** The Service Event Trigger, as TWT Chat needs it, with nothing to do behind it. */
export function eventsOfOurs(eventCredential: string): MeasuredWorkflow {
	const webhookId = randomUUID();
	const trigger = node(TRIGGER, 'n8n-nodes-until-replied.serviceEventTrigger', 1.1, 0, {
		webhookId,
		parameters: { source: 'twtChat' },
		credentials: { serviceEventWebhookApi: { id: eventCredential, name: 'AppSecret' } },
	});
	return {
		path: `/webhook/${webhookId}/events`,
		definition: {
			name: 'Events by Service Event Trigger',
			nodes: [trigger, noOp(1)],
			connections: { [TRIGGER]: { main: [[to('No Operation')]] } },
		},
	};
}

/** The same with n8n's Webhook. It verifies nothing. */
export function eventsOfWebhook(): MeasuredWorkflow {
	const path = randomUUID();
	return {
		path: `/webhook/${path}`,
		definition: {
			name: 'Events by Webhook',
			nodes: [webhookNode(path), noOp(1)],
			connections: { Webhook: { main: [[to('No Operation')]] } },
		},
	};
}

/**
 * What a user draws who does not have this package: wait, look whether somebody
 * replied, tell the group, wait again. To its advantage the IF looks at the
 * event itself; a real one would have to ask some other system.
 *
 * The posted body's `dueAt` says until when the first wait lasts.
 */
export function remindersByHand(robotUrl: string): MeasuredWorkflow {
	const path = randomUUID();
	const wait = node('Wait', 'n8n-nodes-base.wait', 1.1, 1, {
		webhookId: randomUUID(),
		parameters: {
			resume: 'specificTime',
			dateTime:
				"={{ $runIndex === 0 ? $('Webhook').first().json.body.dueAt : $now.plus(1, 'hour').toISO() }}",
		},
	});
	const replied = node('Unreplied?', 'n8n-nodes-base.if', 2.2, 2, {
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
				combinator: 'and',
				conditions: [
					{
						id: randomUUID(),
						leftValue: "={{ $('Webhook').first().json.body.content[0].status }}",
						rightValue: '4',
						operator: { type: 'string', operation: 'notEquals' },
					},
				],
			},
			options: {},
		},
	});
	const reminder = node('HTTP Request', 'n8n-nodes-base.httpRequest', 4.2, 3, {
		parameters: {
			method: 'POST',
			url: robotUrl,
			sendBody: true,
			specifyBody: 'json',
			jsonBody:
				'={{ { msgtype: "text", text: { content: "No reply: " + $("Webhook").first().json.body.content[0].visitor_name } } }}',
			options: {},
		},
	});
	return {
		path: `/webhook/${path}`,
		definition: {
			name: 'Reminders drawn by hand',
			nodes: [webhookNode(path), wait, replied, reminder],
			connections: {
				Webhook: { main: [[to('Wait')]] },
				Wait: { main: [[to('Unreplied?')]] },
				'Unreplied?': { main: [[to('HTTP Request')], []] },
				'HTTP Request': { main: [[to('Wait')]] },
			},
		},
	};
}
