import type { INodeProperties } from 'n8n-workflow';

import { languages, vocabularyOf } from '../../../src/words/language';
import { AUTOMATIC, DEFAULT_DIGEST_FROM, DEFAULT_WAIT_SECONDS } from './sendingOptions';

/* What the properties of all robot nodes are made of. */

type Named = Pick<INodeProperties, 'displayName' | 'name'> & Partial<INodeProperties>;
type DisplayOptions = INodeProperties['displayOptions'];
type Choices = Array<{ name: string; value: string; description?: string; action?: string }>;

const forNotifications: DisplayOptions = { show: { operation: ['sendNotification'] } };
/** Within a collection the path goes from the top. */
export const forNotificationOptions: DisplayOptions = {
	show: { '/operation': ['sendNotification'] },
};

/** Shown for "Send Message" of these types only. */
export function forTypes(...messageType: string[]): DisplayOptions {
	return { show: { operation: ['sendMessage'], messageType } };
}

/** The same within a collection. */
export function optionForTypes(...messageType: string[]): DisplayOptions {
	return { show: { '/operation': ['sendMessage'], '/messageType': messageType } };
}

/** A line of text. */
export function textProperty(property: Named): INodeProperties {
	return { type: 'string', default: '', ...property };
}

/** A chat to write to, chosen from those that the app is in, or by what the platform knows it by. @param byId how it is entered. */
export function chatProperty(
	byId: { placeholder: string; hint: string },
	property: Named,
): INodeProperties {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Choose a ${property.displayName.toLowerCase()}`,
				typeOptions: { searchListMethod: 'searchChats', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', ...byId },
		],
		...property,
	};
}

/** Yes or no, and no by default. */
export function switchProperty(property: Named): INodeProperties {
	return { type: 'boolean', default: false, ...property };
}

export function choiceProperty(
	property: Named & { options: Choices; default: string },
): INodeProperties {
	return { type: 'options', ...property };
}

/** Any number of rows, which `RobotItem.rows` reads. @param row what one of them is called. */
export function rowsProperty(
	row: string,
	values: INodeProperties[],
	property: Named,
): INodeProperties {
	return {
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: `Add ${row.toLowerCase()}`,
		default: {},
		...property,
		options: [{ displayName: row, name: 'rows', values }],
	};
}

/** Which credential a robot node has, where it can have several kinds. */
export function authenticationProperty(options: Choices): INodeProperties {
	return choiceProperty({
		displayName: 'Authentication',
		name: 'authentication',
		noDataExpression: true,
		options,
		default: 'webhook',
	});
}

/** The operation of every robot node; some have more. */
export function operationProperty(more: Choices = []): INodeProperties {
	return choiceProperty({
		displayName: 'Operation',
		name: 'operation',
		noDataExpression: true,
		// n8n offers them in this order when the node is added: first what most come for.
		options: [
			{
				name: 'Send Notification',
				value: 'sendNotification',
				description:
					'Send an event, a reminder or your own text in the richest format of the platform',
				action: 'Send notification',
			},
			{
				name: 'Send Message',
				value: 'sendMessage',
				description: 'Send a message of any type that the platform supports',
				action: 'Send message',
			},
			...more,
		],
		default: 'sendNotification',
	});
}

/** The first of "Send Message": by it the others show. */
export function messageTypeProperty(
	types: Choices,
	description: string,
	operation = ['sendMessage'],
): INodeProperties {
	return choiceProperty({
		displayName: 'Message Type',
		name: 'messageType',
		noDataExpression: true,
		displayOptions: { show: { operation } },
		options: types,
		default: 'text',
		description,
	});
}

/** What people read; the ready-made text of the item by default. */
export function contentProperty(
	displayOptions: DisplayOptions,
	description = 'The text to send. By default, the ready-made text of Repeat Until Replied or the Service Event Trigger.',
): INodeProperties {
	return textProperty({
		displayName: 'Content',
		name: 'content',
		typeOptions: { rows: 5 },
		displayOptions,
		default: '={{ $json.text }}',
		required: true,
		placeholder: 'e.g. Visitor15 is waiting for a reply',
		description,
	});
}

export function jsonProperty(property: Named & { default: string }): INodeProperties {
	return { type: 'json', typeOptions: { rows: 8 }, required: true, ...property };
}

/** The binary field of an operation or of message types. @param purpose what becomes of the file. */
export function binaryProperty(displayOptions: DisplayOptions, purpose: string): INodeProperties {
	return textProperty({
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		displayOptions,
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: `The name of the input field containing the file to ${purpose}`,
	});
}

/**
 * "Mention", for notifications and for those message types that can. Twice, so
 * that a type chosen earlier for a message does not hide it from a notification.
 * @param ofMessages the description where it is another one for messages.
 */
export function mentionProperties(
	description: string,
	options: INodeProperties[],
	messageType: string[],
	operation = ['sendMessage'],
	ofMessages = description,
): INodeProperties[] {
	const mention: INodeProperties = {
		displayName: 'Mention',
		name: 'mention',
		type: 'collection',
		placeholder: 'Add mention',
		default: {},
		description,
		options: [assignedAgentProperty(options), onDutyProperty, ...options],
	};
	return [
		{ ...mention, displayOptions: forNotifications },
		{
			...mention,
			displayOptions: { show: { operation, messageType } },
			description: ofMessages,
		},
	];
}

/** Who is on duty, with the ids of the platform. */
const onDutyProperty = switchProperty({
	displayName: 'On Duty',
	name: 'onDuty',
	description:
		'Whether to mention who is on duty: as the reminder says, with the option On Duty of Repeat Until Replied, or as the node Who Is on Duty has added to the item',
});

/** Who is to answer, by a table. @param options of "Mention": its rows have those that are texts. */
function assignedAgentProperty(options: INodeProperties[]): INodeProperties {
	const entries = options.filter(({ type }) => type === 'string');
	return {
		displayName: 'Assigned Agent',
		name: 'assignedAgent',
		type: 'fixedCollection',
		default: { settings: {} },
		description:
			'Mention the agent whom the event or the reminder names, by a table. It compares whole names, not upper and lower case.',
		options: [
			{
				displayName: 'Assigned Agent',
				name: 'settings',
				values: [
					rowsProperty(
						'Agent',
						[
							textProperty({
								displayName: 'Name',
								name: 'name',
								placeholder: 'e.g. Li Lei',
								description:
									'As the source says it, for example assigned_agent_nickname of TWT Chat',
							}),
							...entries,
						],
						{ displayName: 'Agents', name: 'agents', description: 'Who is who' },
					),
					textProperty({
						displayName: 'Agents From',
						name: 'agentsFrom',
						placeholder: "e.g. {{ $('Agents').all() }}",
						description: `Further agents, as an expression that returns rows with the columns ${['name', ...entries.map(({ name }) => name)].join(', ')}`,
					}),
					choiceProperty({
						displayName: 'If Nobody Is Found',
						name: 'whenUnknown',
						options: [
							{ name: 'Mention Everybody', value: 'everybody' },
							{ name: 'Mention Nobody', value: 'nobody' },
							{ name: 'Mention the Fallback', value: 'fallback' },
						],
						default: 'nobody',
						description: 'If the item names no agent, or none who can be mentioned',
					}),
					...entries.map((entry) => ({
						...entry,
						displayName: `Fallback ${entry.displayName}`,
						displayOptions: { show: { whenUnknown: ['fallback'] } },
					})),
				],
			},
		],
	};
}

/** For platforms whose messages hold their mentions. @param mentions what does, and where. */
export function mentionsInContentOption(
	mentions: string,
	...messageType: string[]
): INodeProperties {
	return switchProperty({
		displayName: 'Allow Mentions in Content',
		name: 'allowMentionsInContent',
		displayOptions: optionForTypes(...messageType),
		description: `Whether ${mentions} mentions people. Leave it off if customers can write parts of the content.`,
	});
}

/** For platforms on which a robot can answer and change its own messages, see `Threads`. */
export function oneThreadOption(
	description: string,
	displayOptions = forNotificationOptions,
): INodeProperties {
	return switchProperty({
		displayName: 'One Thread per Conversation',
		name: 'oneThread',
		displayOptions,
		description,
	});
}

/** A platform that has more than one form for a notification. */
export function styleOption(
	description: string,
	styles: Choices,
	defaultStyle: string,
): INodeProperties {
	return choiceProperty({
		displayName: 'Style',
		name: 'style',
		displayOptions: forNotificationOptions,
		options: styles,
		default: defaultStyle,
		description,
	});
}

/**
 * "Options": the platform's own and those of every robot, in the order of the alphabet.
 * @param limits of the platform, in words. @param forLongMessages which messages the node parts, besides notifications.
 */
export function optionsProperty(
	own: INodeProperties[],
	limits: string,
	forLongMessages: DisplayOptions,
): INodeProperties {
	// Twice, like "Mention".
	const whenTooLong = [forNotificationOptions, forLongMessages].map((displayOptions) =>
		whenTooLongOption(limits, displayOptions),
	);
	const options = [...own, ...commonOptions, ...whenTooLong];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: options.toSorted((one, other) => (one.displayName < other.displayName ? -1 : 1)),
	};
}

const AUTOMATIC_IS =
	'Automatic is UNTIL_REPLIED_LANGUAGE in the environment of n8n, otherwise the language of n8n.';

/** Of what is said in chats. @param what it is the language of, as a sentence. */
export function languageProperty(what: string): INodeProperties {
	return {
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: [
			{ name: 'Automatic', value: AUTOMATIC },
			...languages
				.map((value) => ({ name: vocabularyOf(value).language.name, value: String(value) }))
				.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
		],
		default: AUTOMATIC,
		description: `${what} ${AUTOMATIC_IS}`,
	};
}

const commonOptions: INodeProperties[] = [
	{
		displayName: 'Digest From',
		name: 'digestFrom',
		type: 'number',
		typeOptions: { minValue: 0 },
		displayOptions: forNotificationOptions,
		default: DEFAULT_DIGEST_FROM,
		description:
			'When at least this many notifications wait for the robot, list them all, oldest first, in as few messages as possible. 0 to send each separately.',
	},
	{
		...languageProperty('The language of the words that the node adds.'),
		displayOptions: forNotificationOptions,
	},
	{
		displayName: 'Wait at Most (Seconds)',
		name: 'maximumWait',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: DEFAULT_WAIT_SECONDS,
		description:
			'How long a message may wait for the rate limit of the platform. After that, the node fails and says when to try again.',
	},
];

function whenTooLongOption(limits: string, displayOptions: DisplayOptions): INodeProperties {
	return choiceProperty({
		displayName: 'When Too Long',
		name: 'whenTooLong',
		displayOptions,
		options: [
			{ name: 'Fail', value: 'fail', description: 'Fail and send nothing' },
			{
				name: 'Split',
				value: 'split',
				description: 'Send several numbered messages; code blocks and links stay intact',
			},
			{ name: 'Truncate', value: 'truncate', description: 'Cut off the end and say so' },
		],
		default: 'split',
		description: limits,
	});
}
