import type { INodeProperties } from 'n8n-workflow';

import { storeProperty } from '../shared/store';
import { levelsProperty } from './levels';
import { operationProperties, operationProperty } from './operationProperties';
import { optionProperties } from './optionProperties';
import { scheduleProperties } from './scheduleProperties';

export const properties: INodeProperties[] = [
	operationProperty,
	{
		displayName:
			'Connect <b>Push</b> to a robot node. Pushes go out while the workflow is published; a manual execution only shows what the first push would be.',
		name: 'previewNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['track'] } },
	},
	{
		displayName: 'Conversation Key',
		name: 'conversationKey',
		type: 'string',
		default: '={{ $json.conversation.key }}',
		required: true,
		placeholder: 'e.g. twt:my-shop:name=Visitor15',
		displayOptions: { hide: { operation: ['forget', 'getBoardLink', 'getMany', 'revokeLinks'] } },
		description:
			'Events with the same key belong to the same conversation. The default is right for events of the Service Event Trigger.',
	},
	...scheduleProperties,
	levelsProperty,
	...operationProperties,
	storeProperty,
	optionProperties,
];
