import type { INodeProperties } from 'n8n-workflow';

import { notificationProperties } from '../../../../../nodes/shared/robot/notificationProperties.ts';
import {
	contentProperty,
	forTypes,
	mentionProperties,
	messageTypeProperty,
	operationProperty,
	optionForTypes,
	optionsProperty,
	switchProperty,
	textProperty,
} from '../../../../../nodes/shared/robot/propertyBuilders.ts';

export const properties: INodeProperties[] = [
	operationProperty(),
	...notificationProperties,
	messageTypeProperty(
		[{ name: 'Text', value: 'text', description: 'Plain text' }],
		'What the letter is',
	),
	contentProperty(forTypes('text')),
	...mentionProperties(
		'Who is called',
		[
			switchProperty({
				displayName: 'Everybody',
				name: 'everybody',
				description: 'Whether to call all',
			}),
			textProperty({
				displayName: 'Users',
				name: 'users',
				description: 'Names, separated by commas',
			}),
		],
		['text'],
	),
	optionsProperty([], 'A letter may have 3000 characters', optionForTypes('text')),
];
