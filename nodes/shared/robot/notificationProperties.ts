import type { INodeProperties } from 'n8n-workflow';

import { DEFAULT_LANGUAGE, vocabularyOf } from '../../../src/words/language';
import { fill } from '../../../src/words/text';
import { choiceProperty, rowsProperty, textProperty } from './propertyBuilders';

const displayOptions = {
	show: { operation: ['sendNotification'], notification: ['define'] },
};

const severities = [
	{ name: 'Critical', value: 'critical', description: 'Red' },
	{ name: 'Info', value: 'info', description: 'Blue' },
	{ name: 'Success', value: 'success', description: 'Green' },
	{ name: 'Warning', value: 'warning', description: 'Orange' },
];
const factColumns = [
	textProperty({ displayName: 'Name', name: 'name' }),
	textProperty({ displayName: 'Value', name: 'value' }),
];
/** Of a link that the user adds. */
export const linkColumns = [
	textProperty({ displayName: 'Text', name: 'text' }),
	textProperty({ displayName: 'URL', name: 'url' }),
];

/** Each may be an expression; one that returns nothing changes nothing. */
const adjustments: INodeProperties = {
	displayName: 'Adjustments',
	name: 'adjustments',
	type: 'collection',
	placeholder: 'Add adjustment',
	default: {},
	displayOptions: { show: { operation: ['sendNotification'], notification: ['item'] } },
	description:
		'What to change about the notification that the node makes of the item. An expression that returns nothing changes nothing.',
	options: [
		textProperty({
			displayName: 'Hide Facts',
			name: 'hideFacts',
			placeholder: 'e.g. Agent, Project',
			description: 'Names of facts to leave out, separated by commas, as the message shows them',
		}),
		rowsProperty('Fact', factColumns, {
			displayName: 'More Facts',
			name: 'moreFacts',
			description: 'Facts to add below the others. Rows without a value are left out.',
		}),
		rowsProperty('Link', linkColumns, {
			displayName: 'More Links',
			name: 'moreLinks',
			description:
				'Links to add behind the others, at most 15, each to a web page. Rows without a URL are left out.',
		}),
		choiceProperty({
			displayName: 'Severity',
			name: 'severity',
			options: [{ name: 'As the Item Says', value: 'item' }, ...severities],
			default: 'item',
			description: 'The color of the message',
		}),
		textProperty({
			displayName: 'Text Above',
			name: 'textAbove',
			typeOptions: { rows: 3 },
			placeholder: 'e.g. Please answer within **10 minutes**',
			description: 'Markdown above everything else but the title',
		}),
		textProperty({
			displayName: 'Title',
			name: 'title',
			placeholder: 'e.g. {{ $json.event.visitor.name }} is waiting',
			description: 'One line of plain text instead of the title',
		}),
	],
};

/* What "Define Below" is filled with: what the node says of a reminder and of an event by itself. */
const EVENT = '($json.event ?? $json)';
const IS_MARKDOWN = `/^(alert|code|issue|pullRequest)\\b/.test(${EVENT}.kind)`;
const TITLE =
	'$json.escalation || $json.digest ? $json.text?.split?.("\\n")[0] : $json.title || $json.visitor?.name || $json.kind || $workflow.name';
const SEVERITY =
	'$json.reminder ? ($json.reminder.isLast ? "critical" : "warning") : $json.escalation ? ($json.escalation.state === "replied" ? "success" : "critical") : $json.severity ?? "info"';

const value = (expression: string) => `={{ ${expression} }}`;
const WAITING_SINCE =
	'$json.waiting?.since ? DateTime.fromISO($json.waiting.since).toFormat("yyyy-MM-dd HH:mm") : ""';
const { shared, messages } = vocabularyOf(DEFAULT_LANGUAGE);
const filledFacts = {
	rows: [
		[shared.facts.customer, `${EVENT}.visitor?.name`],
		[shared.facts.project, `${EVENT}.project?.name`],
		[shared.facts.agent, `${EVENT}.agent?.name`],
		[shared.facts.repliedBy, '$json.escalation?.endedBy'],
		[messages.facts.reason, '$json.escalation?.failing?.reason'],
		[messages.facts.waitingSince, WAITING_SINCE],
	].map(([name, expression]) => ({ name, value: value(expression) })),
};
const filledLinks = {
	rows: [
		[shared.actions.acknowledge, '$json.links?.acknowledge'],
		[
			`=${fill(shared.actions.snooze, { time: '{{ $json.links?.snoozeMinutes }} min' })}`,
			'$json.links?.snooze',
		],
		[shared.actions.markReplied, '$json.links?.markReplied'],
		[messages.open, `${EVENT}.url`],
		[messages.board, '$json.links?.board'],
	].map(([text, expression]) => ({ text, url: value(expression) })),
};

/** What a notification says: the same on every platform. */
export const notificationProperties: INodeProperties[] = [
	choiceProperty({
		displayName: 'Notification',
		name: 'notification',
		noDataExpression: true,
		displayOptions: { show: { operation: ['sendNotification'] } },
		options: [
			{
				name: 'From the Item',
				value: 'item',
				description:
					'Use a reminder of Repeat Until Replied, an event of the Service Event Trigger, or the title, text and facts of any other item',
			},
			{
				name: 'Define Below',
				value: 'define',
				description:
					'Enter your own title, text, facts and buttons. They are filled with what the node says by itself.',
			},
		],
		default: 'item',
		description: 'Where the content comes from',
	}),
	adjustments,
	textProperty({
		displayName: 'Title',
		name: 'title',
		displayOptions,
		required: true,
		default: value(TITLE),
		placeholder: 'e.g. A customer is waiting for a reply',
		description: 'One line of plain text',
	}),
	textProperty({
		displayName: 'Body',
		name: 'body',
		typeOptions: { rows: 4 },
		displayOptions,
		default: value(`${IS_MARKDOWN} ? ${EVENT}.text : ""`),
		placeholder: 'e.g. Please look at **order 4711**',
		description: 'The text below the title',
	}),
	choiceProperty({
		displayName: 'Body Format',
		name: 'bodyFormat',
		displayOptions,
		options: [
			{
				name: 'Markdown',
				value: 'markdown',
				description: 'CommonMark with tables, in the richest format of the platform',
			},
			{
				name: 'Plain Text',
				value: 'plain',
				description: 'Shown literally. Choose it if customers can write parts of the body.',
			},
		],
		default: 'markdown',
		description: 'Whether the body has formatting and links',
	}),
	textProperty({
		displayName: 'Quoted Text',
		name: 'quote',
		typeOptions: { rows: 2 },
		displayOptions,
		default: value(`${IS_MARKDOWN} ? "" : ${EVENT}.text`),
		placeholder: 'e.g. {{ $json.event.text }}',
		description: 'What a customer wrote. Always shown as plain text, above the body.',
	}),
	choiceProperty({
		displayName: 'Severity',
		name: 'severity',
		displayOptions,
		options: severities,
		default: value(SEVERITY),
		description: 'The color of the message',
	}),
	rowsProperty('Field', factColumns, {
		displayName: 'Fields',
		name: 'fields',
		displayOptions,
		default: filledFacts,
		description: 'Facts, each on a line of its own. Rows without a value are left out.',
	}),
	rowsProperty('Link', linkColumns, {
		displayName: 'Links',
		name: 'links',
		displayOptions,
		default: filledLinks,
		description:
			'Shown as buttons if the platform supports them. At most 25, each to a web page. Rows without a URL are left out.',
	}),
];
