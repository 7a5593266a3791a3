import type { ICredentialsDisplayOptions, INodeProperties } from 'n8n-workflow';

import { languageProperty } from '../shared/robot/propertyBuilders';
import { storeOption } from '../shared/store';
import { choicesOf, listOfParts, nameOfChoice, parameter } from '../shared/subtitle';
import { chatPlatforms } from './platforms';

const minutes = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	noDataExpression: true,
	default: 30,
	description,
});

const list = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	noDataExpression: true,
	default: '',
	placeholder,
	description,
});

export const properties: INodeProperties[] = [
	{
		displayName: 'Platform',
		name: 'platform',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(chatPlatforms).map(([value, { name, names = name }]) => ({
			name: names,
			value,
		})),
		default: 'slack',
		description: 'Where people read the reminders and answer them',
	},
	{
		displayName:
			'n8n connects to the platform, so no public address is needed. Choose the same credential in the robot node that sends the reminders: while this workflow is published, they have buttons (in DingTalk with a card template), and replies to them count.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			minutes(
				'Acknowledge For (Minutes)',
				'acknowledgeMinutes',
				'How long to pause reminders after someone says "I\'m on it"',
			),
			list(
				'Chats',
				'chats',
				'e.g. C0123456789, oc_…, cid…',
				'The IDs of the chats in which answers count, separated by commas. Empty for all.',
			),
			{
				displayName: 'Guests',
				name: 'guests',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Allow', value: 'allow', description: 'They can answer like everyone else' },
					{ name: 'Refuse', value: 'refuse', description: 'They are told so, and nobody else' },
				],
				default: 'refuse',
				description:
					'What to do with answers of people who do not belong to your organization, as the platform says',
			},
			{
				...languageProperty(
					'The language of what the app says. It understands English and Chinese.',
				),
				noDataExpression: true,
			},
			{
				displayName: 'Other Words',
				name: 'otherWords',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Acknowledge',
						value: 'acknowledge',
						description: 'Someone talks about it, so someone is on it',
					},
					{ name: 'Help', value: 'help', description: 'Tell them how to answer' },
					{ name: 'Ignore', value: 'ignore', description: 'Do nothing' },
				],
				default: 'acknowledge',
				description:
					'What other words mean in reply to a reminder. Elsewhere they get help, unless they are ignored.',
			},
			minutes(
				'Snooze For (Minutes)',
				'snoozeMinutes',
				'How long to pause reminders after someone says "Snooze" without a time',
			),
			storeOption,
			list(
				'Who May Answer',
				'mayAnswer',
				'e.g. U012AB3CD, ou_…',
				'The user IDs (Feishu: Open IDs) of those who may answer, separated by commas. Empty for everyone in the chat. Others are told so, and nobody else.',
			),
			list(
				'Words for Acknowledge',
				'acknowledgeWords',
				'e.g. copy, roger',
				'Further words for "I\'m on it", separated by commas',
			),
			list(
				'Words for Replied',
				'markRepliedWords',
				'e.g. sorted',
				'Further words that end the waiting, separated by commas',
			),
			list(
				'Words for Snooze',
				'snoozeWords',
				'e.g. not now',
				'Further words for "Snooze", separated by commas',
			),
		],
	},
];

/** Where people answer. */
export const subtitle = listOfParts(
	nameOfChoice(choicesOf(properties, 'platform'), parameter('platform')),
);

/**
 * A credential that only one platform has. By what hides it: n8n takes a parameter by which
 * every credential is shown for how one signs in, and moves it from the panel into the dialog
 * of the credential, where nobody looks for the platform.
 */
export function onlyFor(platform: string): ICredentialsDisplayOptions {
	return { hide: { platform: Object.keys(chatPlatforms).filter((one) => one !== platform) } };
}
