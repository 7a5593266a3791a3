import type { INodeProperties } from 'n8n-workflow';

import { notificationProperties } from '../shared/robot/notificationProperties';
import {
	choiceProperty,
	contentProperty,
	forTypes,
	jsonProperty,
	mentionProperties,
	mentionsInContentOption,
	messageTypeProperty,
	oneThreadOption,
	operationProperty,
	optionForTypes,
	optionsProperty,
	rowsProperty,
	styleOption,
	switchProperty,
	textProperty,
} from '../shared/robot/propertyBuilders';

const ofEmbed = (displayName: string, name: string, more: Partial<INodeProperties> = {}) =>
	textProperty({ displayName, name, displayOptions: forTypes('embed'), ...more });

const messageProperties: INodeProperties[] = [
	messageTypeProperty(
		[
			{ name: 'Embed', value: 'embed', description: 'A card with title, facts and pictures' },
			{
				name: 'Embeds (JSON)',
				value: 'embeds',
				description: 'Up to ten, as Discord documents them',
			},
			{ name: 'JSON', value: 'json', description: 'The whole message as Discord documents it' },
			{ name: 'Text', value: 'text', description: 'Plain text' },
		],
		'How Discord shows the message',
	),
	contentProperty(
		forTypes('text'),
		'The text to send. By default, the ready-made text of Repeat Until Replied or the Service Event Trigger.',
	),
	ofEmbed('Title', 'embedTitle', { description: 'At most 256 characters' }),
	ofEmbed('Title URL', 'embedUrl', {
		placeholder: 'e.g. https://example.com/orders/4711',
		description: 'The link that a click on the title opens',
	}),
	ofEmbed('Description', 'embedDescription', {
		typeOptions: { rows: 4 },
		description: "Discord's markdown, at most 4096 characters",
	}),
	ofEmbed('Color', 'embedColor', {
		placeholder: 'e.g. #ff8800',
		description: 'The color of the line on the left',
	}),
	rowsProperty(
		'Field',
		[
			textProperty({ displayName: 'Name', name: 'name' }),
			textProperty({ displayName: 'Value', name: 'value' }),
			switchProperty({
				displayName: 'Side by Side',
				name: 'inline',
				description: 'Whether to show the field beside the next one',
			}),
		],
		{
			displayName: 'Fields',
			name: 'embedFields',
			displayOptions: forTypes('embed'),
			description: 'At most 25',
		},
	),
	ofEmbed('Picture URL', 'embedImageUrl', { placeholder: 'e.g. https://example.com/picture.png' }),
	ofEmbed('Thumbnail URL', 'embedThumbnailUrl', { description: 'A small picture on the right' }),
	ofEmbed('Footer', 'embedFooter'),
	jsonProperty({
		displayName: 'Embeds',
		name: 'embeds',
		displayOptions: forTypes('embeds'),
		default: '[]',
		description: 'A list of at most 10 embeds, with at most 6000 characters in all',
	}),
	jsonProperty({
		displayName: 'Message',
		name: 'json',
		displayOptions: forTypes('json'),
		default: '{\n  "content": ""\n}',
		description:
			'The body as Discord documents it. It mentions nobody unless it contains "allowed_mentions".',
	}),
];

const mention = mentionProperties(
	'Who to mention',
	[
		choiceProperty({
			displayName: 'Everybody',
			name: 'everybody',
			options: [
				{ name: 'Everyone', value: 'everyone', description: 'All members of the channel' },
				{ name: 'Here', value: 'here', description: 'Members of the channel who are online' },
				{ name: 'Nobody', value: 'none' },
			],
			default: 'none',
		}),
		textProperty({
			displayName: 'Roles',
			name: 'roles',
			placeholder: 'e.g. 165511591545143296',
			description: 'Role IDs, separated by commas',
		}),
		textProperty({
			displayName: 'Users',
			name: 'users',
			placeholder: 'e.g. 80351110224678912',
			description:
				'User IDs, separated by commas. Turn on Developer Mode in Discord to get "Copy User ID".',
		}),
	],
	['text', 'embed', 'embeds'],
);

const options = optionsProperty(
	[
		mentionsInContentOption(
			'<code>@everyone</code> or <code>&lt;@id&gt;</code> inside the content',
			'text',
			'embed',
			'embeds',
		),
		textProperty({
			displayName: 'Avatar URL',
			name: 'avatarUrl',
			placeholder: 'e.g. https://example.com/robot.png',
			description: 'A picture to show instead of the one of the webhook',
		}),
		switchProperty({
			displayName: 'Discord Formatting in Content',
			name: 'isMarkdown',
			displayOptions: optionForTypes('text'),
			description:
				'Whether to send the text as Discord markdown with bold and links. Leave it off if customers can write parts of it.',
		}),
		switchProperty({
			displayName: 'Show Previews of Links',
			name: 'showPreviews',
			displayOptions: optionForTypes('text'),
			description: 'Whether Discord shows previews of links in the text',
		}),
		styleOption(
			'How Discord shows the notification',
			[
				{
					name: 'Embed',
					value: 'embed',
					description: 'With color, facts side by side and buttons',
				},
				{ name: 'Text', value: 'text', description: 'Markdown without a frame, with buttons' },
			],
			'embed',
		),
		oneThreadOption(
			'Whether the first message about a conversation is rewritten when someone replies and, in a forum, has a post of its own that later reminders go to. Set it in the nodes behind Replied, too.',
		),
		switchProperty({
			displayName: 'Silent',
			name: 'isSilent',
			description: 'Whether to post without notifying anyone',
		}),
		textProperty({
			displayName: 'Thread ID',
			name: 'threadId',
			placeholder: 'e.g. 1086013408302231622',
			description: 'Post to this thread of the channel. A forum needs this or a Thread Name.',
		}),
		textProperty({
			displayName: 'Thread Name',
			name: 'threadName',
			placeholder: 'e.g. Orders',
			description:
				'In a forum: start a new post with this name for each message. Up to 100 characters.',
		}),
		textProperty({
			displayName: 'Username',
			name: 'username',
			placeholder: 'e.g. Service desk',
			description: 'A name to show instead of the one of the webhook',
		}),
	],
	'A text can have up to 2000 characters, an embed 4096',
	optionForTypes('text'),
);

export const properties: INodeProperties[] = [
	operationProperty(),
	...notificationProperties,
	...messageProperties,
	...mention,
	options,
];
