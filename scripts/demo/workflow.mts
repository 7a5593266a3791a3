import { randomUUID } from 'node:crypto';

import { PACKAGE } from '../../test/support/n8n/demoWorkflow.mts';
import type { WorkflowDefinition } from '../../test/support/n8n/n8nApi.mts';
import type { DemoGroup, DemoGroups } from './demoGroups.mts';
import type { DemoLanguage } from './words.mts';

/** When reminders may go out, as the option Active Hours has it. */
export interface Hours {
	from: string;
	to: string;
}

export interface DemoWorkflowOptions {
	groups: DemoGroups;
	/** Ids of the credentials, by the name of the node. */
	credentials: Record<string, string>;
	/** Seconds before the first reminder and between two. */
	interval: number;
}

/** Reminders are written in the language of the customer. */
const LANGUAGE = `={{ /[一-鿿]/.test($json.event?.text) ? 'zh' : 'en' }}`;

const REPEAT = 'Repeat Until Replied';
const TRIGGER = 'Service Event Trigger';

/** What a user draws who wants to be heard on every platform: one trigger, one Repeat Until Replied, a robot for each group. */
export function demoWorkflow({
	groups,
	credentials,
	interval,
}: DemoWorkflowOptions): WorkflowDefinition & { webhookId: string } {
	const webhookId = randomUUID();
	const robot = ({ name, node, credentialType, parameters }: DemoGroup, row: number) => ({
		id: randomUUID(),
		name,
		type: `${PACKAGE}.${node}`,
		typeVersion: 1,
		position: [720, (row - 2) * 160],
		parameters: { ...parameters, options: { language: LANGUAGE } },
		credentials: { [credentialType]: { id: credentials[name], name } },
	});
	const to = (receivers: DemoGroup[]) =>
		receivers.map(({ name }) => ({ node: name, type: 'main', index: 0 }));
	return {
		name: 'Unreplied chats',
		webhookId,
		nodes: [
			{
				id: randomUUID(),
				name: TRIGGER,
				type: `${PACKAGE}.serviceEventTrigger`,
				typeVersion: 1.1,
				position: [0, 80],
				webhookId,
				parameters: { source: 'twtChat' },
				credentials: { serviceEventWebhookApi: { id: credentials[TRIGGER], name: TRIGGER } },
			},
			{
				id: randomUUID(),
				name: REPEAT,
				type: `${PACKAGE}.untilReplied`,
				typeVersion: 1,
				// Its four outputs make it higher; so it is in line with the trigger.
				position: [320, 48],
				parameters: {
					firstReminderAfter: interval,
					firstReminderAfterUnit: 'seconds',
					remindEvery: interval,
					remindEveryUnit: 'seconds',
					options: optionsFor(undefined),
				},
			},
			...[...groups.service, groups.manager].map(robot),
		],
		connections: {
			[TRIGGER]: { main: [[{ node: REPEAT, type: 'main', index: 0 }]] },
			[REPEAT]: {
				main: [
					to(groups.service),
					to(groups.service),
					to([groups.manager]),
					// Whoever hears that nobody replied hears too that a reminder could not be sent.
					to([groups.manager]),
				],
			},
		},
	};
}

/** The name of the credential of the chat system. */
export const TRIGGER_CREDENTIAL = TRIGGER;

/** Changes the hours of a workflow as n8n has it; undefined for always. */
export function setHours(
	{ nodes }: Pick<WorkflowDefinition, 'nodes'>,
	hours: Hours | undefined,
): void {
	const { parameters } = nodes.find(({ name }) => name === REPEAT) as { parameters: any };
	parameters.options = optionsFor(hours);
}

/** For how long reminders are held back: a minute instead of thirty. */
const HELD = { acknowledgeMinutes: 1, snoozeMinutes: 1 };

/** Options of the Chat Answer Trigger. Its platform does not say in which language people read. */
export const answerOptions = (language: DemoLanguage) => ({ ...HELD, language });

/** Links lead to this machine, which is where the demo is looked at. */
function optionsFor(hours: Hours | undefined) {
	return {
		links: { settings: { show: 'always', ...HELD } },
		...(hours && {
			activeHours: {
				settings: { hours: { ranges: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], ...hours }] } },
			},
		}),
	};
}
