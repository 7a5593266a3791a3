import type { INodeProperties } from 'n8n-workflow';

const show = (...messageType: string[]) => ({
	show: { operation: ['sendMessage'], messageType },
});

/** The message types and their contents, but for cards. */
export const messageProperties: INodeProperties[] = [
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { operation: ['sendMessage'] } },
		options: [
			{ name: 'Card', value: 'template_card', description: 'Title, facts, links and a picture' },
			{ name: 'File', value: 'file', description: 'Any file of at most 20 MB' },
			{ name: 'JSON', value: 'json', description: 'The whole message as WeCom documents it' },
			{
				name: 'Markdown',
				value: 'markdown',
				description: 'Headings, bold, links, quotes, three colours, mentions by user ID',
			},
			{
				name: 'Markdown V2',
				value: 'markdown_v2',
				description: 'Lists, tables, code and pictures too, but no colours and no mentions',
			},
			{ name: 'News', value: 'news', description: 'One to eight pictures with a title and a link' },
			{ name: 'Picture', value: 'image', description: 'JPG or PNG of at most 2 MB' },
			{
				name: 'Text',
				value: 'text',
				description: 'Plain text; can mention everybody, also by mobile number',
			},
			{ name: 'Voice', value: 'voice', description: 'AMR of at most 2 MB and 60 seconds' },
		],
		default: 'text',
		description: 'How WeCom shows the message',
	},
	{
		displayName: 'Content',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 5 },
		displayOptions: show('text', 'markdown', 'markdown_v2'),
		default: '={{ $json.text }}',
		required: true,
		placeholder: 'e.g. Visitor15 is waiting for an answer',
		description:
			'What the group reads. The default is the ready-made text of Repeat Until Replied and of the Service Event Trigger.',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		displayOptions: {
			show: { operation: ['sendMessage'], messageType: ['image', 'file', 'voice'] },
		},
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input field containing the file to send',
	},
	{
		displayName: 'Media ID',
		name: 'mediaId',
		type: 'string',
		displayOptions: show('file', 'voice'),
		default: '',
		description:
			'Of a file that this robot uploaded in the last three days, instead of the binary field',
	},
	{
		displayName: 'Articles',
		name: 'articles',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: show('news'),
		placeholder: 'Add Article',
		default: {},
		options: [
			{
				displayName: 'Article',
				name: 'rows',
				values: [
					{ displayName: 'Title', name: 'title', type: 'string', default: '' },
					{ displayName: 'Description', name: 'description', type: 'string', default: '' },
					{ displayName: 'URL', name: 'url', type: 'string', default: '' },
					{
						displayName: 'Picture URL',
						name: 'picurl',
						type: 'string',
						default: '',
						description: 'JPG or PNG; the first article is best at 1068 × 455, others at 150 × 150',
					},
				],
			},
		],
	},
	{
		displayName: 'Message',
		name: 'json',
		type: 'json',
		typeOptions: { rows: 8 },
		displayOptions: show('json'),
		default: '{\n  "msgtype": "text",\n  "text": { "content": "" }\n}',
		description: 'The body as WeCom documents it, with "msgtype"',
	},
];

/** "Upload File". */
export const uploadProperties: INodeProperties[] = [
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		displayOptions: { show: { operation: ['uploadMedia'] } },
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input field containing the file to upload',
	},
	{
		displayName: 'Upload As',
		name: 'mediaType',
		type: 'options',
		displayOptions: { show: { operation: ['uploadMedia'] } },
		options: [
			{ name: 'File', value: 'file', description: 'More than 5 bytes, at most 20 MB' },
			{ name: 'Voice', value: 'voice', description: 'AMR, at most 2 MB and 60 seconds' },
		],
		default: 'file',
		description: 'What the media ID is good for',
	},
];
