import type { INodeProperties } from 'n8n-workflow';

const written = ['sendMessage', 'updateMessage'];
const show = (...messageType: string[]) => ({ show: { operation: written, messageType } });

/** What "Send Message" and "Update Message" write. */
export const messageProperties: INodeProperties[] = [
	{
		displayName: 'Message Timestamp',
		name: 'messageTs',
		type: 'string',
		displayOptions: { show: { operation: ['updateMessage'] } },
		default: '={{ $json.ts }}',
		required: true,
		placeholder: 'e.g. 1503435956.000247',
		description: 'The "ts" that Slack answered when the message was sent',
	},
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { operation: written } },
		options: [
			{ name: 'Attachments', value: 'attachments', description: 'The older form, with colours' },
			{ name: 'Blocks', value: 'blocks', description: 'JSON of the Block Kit Builder' },
			{ name: 'JSON', value: 'json', description: 'The whole message as Slack documents it' },
			{ name: 'Text', value: 'text', description: 'Plain text' },
		],
		default: 'text',
		description: 'What the message is made of',
	},
	{
		displayName: 'Content',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 5 },
		displayOptions: show('text'),
		default: '={{ $json.text }}',
		required: true,
		placeholder: 'e.g. Visitor15 is waiting for an answer',
		description:
			'What the channel reads. The default is the ready-made text of Repeat Until Replied and of the Service Event Trigger.',
	},
	{
		displayName: 'Blocks',
		name: 'blocks',
		type: 'json',
		typeOptions: { rows: 8 },
		displayOptions: show('blocks'),
		default: '[]',
		required: true,
		description: 'A list of at most 50 blocks, or the object that the Block Kit Builder shows',
	},
	{
		displayName: 'Attachments',
		name: 'attachments',
		type: 'json',
		typeOptions: { rows: 8 },
		displayOptions: show('attachments'),
		default: '[]',
		required: true,
		description: 'A list of at most 100 attachments',
	},
	{
		displayName: 'Notification Text',
		name: 'notificationText',
		type: 'string',
		displayOptions: show('attachments', 'blocks'),
		default: '',
		description: 'What desktop notifications and screen readers say',
	},
	{
		displayName: 'Message',
		name: 'json',
		type: 'json',
		typeOptions: { rows: 8 },
		displayOptions: show('json'),
		default: '{\n  "text": ""\n}',
		required: true,
		description: 'The body as Slack documents it. Channel and thread are added.',
	},
];

/** "Upload File". */
export const uploadProperties: INodeProperties[] = [
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		displayOptions: { show: { operation: ['uploadFile'] } },
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input field containing the file to upload',
	},
	{
		displayName: 'Title',
		name: 'fileTitle',
		type: 'string',
		displayOptions: { show: { operation: ['uploadFile'] } },
		default: '',
		description: 'Empty for the name of the file',
	},
	{
		displayName: 'Comment',
		name: 'comment',
		type: 'string',
		typeOptions: { rows: 2 },
		displayOptions: { show: { operation: ['uploadFile'] } },
		default: '',
		description: 'What stands above the file',
	},
];
