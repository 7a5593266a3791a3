import type { INodeProperties } from 'n8n-workflow';

import {
	binaryProperty,
	contentProperty,
	jsonProperty,
	messageTypeProperty,
	textProperty,
} from '../shared/robot/propertyBuilders';

const written = ['sendMessage', 'updateMessage'];
const show = (...messageType: string[]) => ({ show: { operation: written, messageType } });
const upload = { show: { operation: ['uploadFile'] } };

/** What "Send Message" and "Update Message" write. */
export const messageProperties: INodeProperties[] = [
	textProperty({
		displayName: 'Message Timestamp',
		name: 'messageTs',
		displayOptions: { show: { operation: ['updateMessage'] } },
		default: '={{ $json.ts }}',
		required: true,
		placeholder: 'e.g. 1503435956.000247',
		description: 'The "ts" that Slack returned when the message was sent',
	}),
	messageTypeProperty(
		[
			{ name: 'Attachments', value: 'attachments', description: 'The legacy format, with colors' },
			{ name: 'Blocks', value: 'blocks', description: 'JSON of the Block Kit Builder' },
			{ name: 'JSON', value: 'json', description: 'The whole message as Slack documents it' },
			{ name: 'Text', value: 'text', description: 'Plain text' },
		],
		'The content of the message',
		written,
	),
	contentProperty(
		show('text'),
		'The text to send. By default, the ready-made text of Repeat Until Replied or the Service Event Trigger.',
	),
	jsonProperty({
		displayName: 'Blocks',
		name: 'blocks',
		displayOptions: show('blocks'),
		default: '[]',
		description: 'A list of up to 50 blocks, or the object from the Block Kit Builder',
	}),
	jsonProperty({
		displayName: 'Attachments',
		name: 'attachments',
		displayOptions: show('attachments'),
		default: '[]',
		description: 'A list of at most 100 attachments',
	}),
	textProperty({
		displayName: 'Notification Text',
		name: 'notificationText',
		displayOptions: show('attachments', 'blocks'),
		description: 'The text for desktop notifications and screen readers',
	}),
	jsonProperty({
		displayName: 'Message',
		name: 'json',
		displayOptions: show('json'),
		default: '{\n  "text": ""\n}',
		description: 'The body as Slack documents it. The node adds channel and thread.',
	}),
];

/** "Upload File". */
export const uploadProperties: INodeProperties[] = [
	binaryProperty(upload, 'upload'),
	textProperty({
		displayName: 'Title',
		name: 'fileTitle',
		displayOptions: upload,
		description: 'Leave empty to use the name of the file',
	}),
	textProperty({
		displayName: 'Comment',
		name: 'comment',
		typeOptions: { rows: 2 },
		displayOptions: upload,
		description: 'The text above the file',
	}),
];
