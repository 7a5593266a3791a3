import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const PLACE = 'Dotted path of the field in the body, or an expression on the request';

/** Which field of the body is which, for bodies of one's own design. */
export function mappingProperties(displayOptions: IDisplayOptions): INodeProperties[] {
	const place = (displayName: string, name: string, example: string, meaning: string) => ({
		displayName,
		name,
		type: 'string' as const,
		default: '',
		placeholder: `e.g. ${example}`,
		description: `${meaning}. ${PLACE}.`,
	});
	return [
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
		{ ...place('Text', 'text', 'message.text', 'What the customer wrote'), displayOptions },
		{
			...place(
				'Time',
				'time',
				'message.created_at',
				'When it happened, as Unix time or ISO 8601. Without it, the time of arrival counts',
			),
			displayOptions,
		},
		{
			...place(
				'Status',
				'status',
				'conversation.status',
				'The field that says whether the customer is still waiting. Without it, every event opens a conversation',
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
				place('Agent Name', 'agentName', 'assignee.name', 'Who is to answer'),
				place(
					'Event ID',
					'eventId',
					'message.id',
					'Identifies the event, so that repeated deliveries of it count once. Without it, the same body counts once within a minute',
				),
				place('Event Type', 'eventType', 'event', 'What the source calls the event'),
				place('Link', 'url', 'conversation.url', 'Where a person can look at it'),
				place('Project', 'project', 'inbox.name', 'Shop, site or team that it belongs to'),
				place('Severity', 'severity', 'priority', 'Critical, warning or info, or a common synonym'),
				place('Title', 'title', 'subject', 'One line that says what happened'),
				place('Visitor ID', 'visitorId', 'customer.id', 'The customer'),
				place('Visitor Name', 'visitorName', 'customer.name', 'What the customer is called'),
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
	];
}
