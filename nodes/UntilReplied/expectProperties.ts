import type { INodeProperties } from 'n8n-workflow';

import { durationProperties } from './durationProperties';

const forExpecting = { show: { operation: ['expect'] } };

/** What should come, and how often. */
export const expectProperties: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'expectedName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nightly backup',
		displayOptions: forExpecting,
		description:
			'What reminders call the event. Leave empty for its title or, if it has none, its conversation key.',
	},
	{
		displayName: 'Conversation Key',
		name: 'conversationKey',
		type: 'string',
		default: '={{ $json.conversation.key }}',
		required: true,
		placeholder: 'e.g. nightly-backup',
		displayOptions: forExpecting,
		description:
			'Events with the same key are the same expected event. Enter a fixed text if this node expects only one.',
	},
	...durationProperties({
		displayName: 'Period',
		name: 'period',
		default: 1,
		displayOptions: forExpecting,
		description: 'How long after one event the next one is expected',
		unit: 'days',
	}),
	...durationProperties({
		displayName: 'Grace',
		name: 'grace',
		default: 1,
		displayOptions: forExpecting,
		description:
			'How late the event may be before it counts as missing and the first reminder goes out',
		unit: 'hours',
	}),
];
