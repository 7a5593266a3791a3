import type { INodeProperties } from 'n8n-workflow';

import { levelsProperty } from './levels';
import { operationProperties, operationProperty } from './operationProperties';
import { expectProperties } from './expectProperties';
import { optionProperties } from './optionProperties';
import { forReminding } from './remindingOperations';
import { scheduleProperties } from './scheduleProperties';

const conversationKeyProperty: INodeProperties = {
	displayName: 'Conversation Key',
	name: 'conversationKey',
	type: 'string',
	default: '={{ $json.conversation.key }}',
	required: true,
	placeholder: 'e.g. twt:my-shop:name=Visitor15',
	description:
		'Events with the same key belong to the same conversation. Keep the default for events of the Service Event Trigger.',
};

export const properties: INodeProperties[] = [
	operationProperty,
	{
		displayName:
			'Connect <b>Reminder</b> to a robot node. Reminders go out while the workflow is published. A manual execution previews the first reminder: connected robots send it, marked [Test].',
		name: 'previewNotice',
		type: 'notice',
		default: '',
		displayOptions: forReminding,
	},
	{
		...conversationKeyProperty,
		displayOptions: {
			show: { operation: ['acknowledge', 'cancel', 'get', 'markReplied', 'snooze'] },
		},
	},
	...expectProperties,
	...scheduleProperties,
	// Below what everybody decides: it is right already behind the Service Event Trigger.
	{ ...conversationKeyProperty, displayOptions: { show: { operation: ['track'] } } },
	levelsProperty,
	...operationProperties,
	optionProperties,
	{
		// Where the panel shows the credentials: n8n would put them on top, away from the option Store.
		displayName: 'Credentials',
		name: 'credentials',
		type: 'credentials',
		default: '',
	},
];
