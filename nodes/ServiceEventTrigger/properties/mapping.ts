import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { CUSTOM_PARTS } from '../../../src/events/customMapping';
import { PART_PARAMETERS } from '../mappingParameters';
import { FIRST_LINE } from '../sampleBody';

/** A field that is chosen from the sample, or of which the path is entered; an expression by n8n's own switch. */
function place(
	displayName: string,
	name: string,
	example: string,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				// n8n has a name of its own for it.
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a field of the sample',
				typeOptions: {
					searchListMethod: 'searchSample',
					searchable: true,
					// The list is made of the sample: nobody has to prove anything for it.
					skipCredentialsCheckInRLC: true,
				},
			},
			{
				displayName: 'By Path',
				name: 'path',
				type: 'string',
				placeholder: `e.g. ${example}`,
				hint: 'Names and places in lists, separated by dots. A name with a dot goes in brackets: labels["k8s.io/app"]',
			},
		],
		description,
	};
}

/** What the preview is made of. The editor compares texts, so that of a locator it is the value. */
const PREVIEWED = [
	'sampleBody',
	'repliedStatuses',
	'moreFields.waitingStatuses',
	...['conversationKey', 'moreFields.eventId', 'moreFields.eventType']
		.concat(Object.values(PART_PARAMETERS))
		.map((name) => `${name}.value`),
];

/** n8n's rule on lists that are loaded is about names and IDs at a service; there are none of them here. */
const previewed = {
	loadOptionsMethod: 'previewSample',
	loadOptionsDependsOn: PREVIEWED,
} satisfies INodeProperties['typeOptions'];

const { text, occurredAt, status, ...more } = CUSTOM_PARTS;

/** Which field of the body is which, for bodies of one's own design. */
export function mappingProperties(displayOptions: IDisplayOptions): INodeProperties[] {
	return [
		{
			displayName: 'Sample Body',
			name: 'sampleBody',
			type: 'json',
			noDataExpression: true,
			default: '',
			typeOptions: { rows: 6 },
			placeholder: 'e.g. { "chat": 42, "text": "Hi" }',
			displayOptions,
			description:
				'A body that your system sends, to choose the fields below from. Its documentation may have one, or listen for a test event and copy <code>raw</code>. It is saved with the workflow, so leave out secrets. Once the fields are chosen, you can remove it.',
		},
		{
			...place(
				'Conversation Key',
				'conversationKey',
				'conversation.id',
				'Events with the same value belong to the same conversation',
			),
			required: true,
			displayOptions,
		},
		{ ...place(text, 'text', 'message.text', 'What the customer wrote'), displayOptions },
		{
			...place(
				occurredAt,
				'time',
				'message.created_at',
				'When it happened, as Unix time or ISO 8601. Without it, the time of arrival counts.',
			),
			displayOptions,
		},
		{
			...place(
				status,
				'status',
				'conversation.status',
				'The field that says whether the customer is still waiting. Without it, every event opens a conversation.',
			),
			displayOptions,
		},
		{
			displayName: 'Replied Statuses',
			name: 'repliedStatuses',
			type: 'string',
			default: 'answered, closed, replied, resolved',
			displayOptions: { ...displayOptions, hide: { status: [''] } },
			description: 'Values of Status, separated by commas, that mean that someone replied',
		},
		{
			displayName: 'More Fields',
			name: 'moreFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			displayOptions,
			options: [
				place(more.agentName, 'agentName', 'assignee.name', 'Who is to answer'),
				place(
					'Event ID',
					'eventId',
					'message.id',
					'Identifies the event, so that repeated deliveries of it count once. Without it, the same body counts once within a minute.',
				),
				place('Event Type', 'eventType', 'event', 'What the source calls the event'),
				place(more.url, 'url', 'conversation.url', 'Where a person can look at it'),
				place(more.projectName, 'project', 'inbox.name', 'Shop, site or team that it belongs to'),
				place(
					more.severity,
					'severity',
					'priority',
					'Critical, warning or info, or a common synonym',
				),
				place(more.title, 'title', 'subject', 'One line that says what happened'),
				place(more.visitorId, 'visitorId', 'customer.id', 'The customer'),
				place(more.visitorName, 'visitorName', 'customer.name', 'What the customer is called'),
				{
					displayName: 'Waiting Statuses',
					name: 'waitingStatuses',
					type: 'string',
					default: '',
					placeholder: 'e.g. open, pending',
					description:
						'Values of Status, separated by commas, that mean that the customer is waiting. If you enter any, all other values neither open nor end a conversation.',
				},
			],
		},
		{
			displayName: 'Preview',
			name: 'preview',
			type: 'options',
			noDataExpression: true,
			default: FIRST_LINE,
			typeOptions: previewed,
			// Lines come and go with the fields.
			allowArbitraryValues: true,
			displayOptions: { ...displayOptions, hide: { sampleBody: [''] } },
			description:
				'The event that the sample would be, or what is missing. Open the list to see its parts; what you choose there has no effect.',
		},
	];
}
