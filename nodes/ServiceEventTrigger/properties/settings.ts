import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { mappingProperties } from './mapping';
import { sources } from './source';

const forCustom: IDisplayOptions = { show: { source: ['custom'] } };
const forDce: IDisplayOptions = { show: { source: ['dceUsers'] } };
const forDefaultDceBody: IDisplayOptions = {
	show: { source: ['dceUsers'], messageBody: ['default'] },
};
const forOwnDceBody: IDisplayOptions = { show: { source: ['dceUsers'], messageBody: ['own'] } };
const forGroupRobot: IDisplayOptions = { show: { source: ['groupRobot'] } };

/** What only some of the sources need to be told. */
export const settingProperties: INodeProperties[] = [
	...mappingProperties(forCustom),
	{
		displayName: 'Message Body',
		name: 'messageBody',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Default',
				value: 'default',
				description: 'The body that DCE proposes, or the one of a WeCom robot',
			},
			{
				name: 'Own',
				value: 'own',
				description: 'Your own body from Advanced Configuration; you map its fields',
			},
		],
		default: 'default',
		displayOptions: forDce,
		description: 'The message body of the webhook in DCE',
	},
	{
		displayName: 'Action',
		name: 'userAction',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'As the URL Says', value: 'request' },
			{ name: 'User Created', value: 'create' },
			{ name: 'User Deleted', value: 'delete' },
			{ name: 'User Logged In', value: 'login' },
			{ name: 'User Logged Out', value: 'logout' },
			{ name: 'User Updated', value: 'update' },
		],
		default: 'request',
		displayOptions: forDefaultDceBody,
		description:
			'What happened to the user. DCE does not send it: add <code>?action=create</code>, update, delete, login or logout to the URL in DCE, or choose here what a URL without it means.',
	},
	...mappingProperties(forOwnDceBody),
	...sources.flatMap<INodeProperties>(({ id, displayName, siteExample }) =>
		siteExample
			? {
					displayName: `${displayName} URL`,
					name: 'siteUrl',
					type: 'string',
					noDataExpression: true,
					default: '',
					placeholder: `e.g. ${siteExample}`,
					displayOptions: { show: { source: [id] } },
					description: `The address at which you open ${displayName}. It gives events a link to their page, which ${displayName} does not send.`,
				}
			: [],
	),
	{
		displayName: 'Conversation Line',
		name: 'conversationLine',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. Alert ID',
		displayOptions: forGroupRobot,
		description:
			'Name of the line whose value identifies the conversation, as in <code>Alert ID: 42</code>. Enter <code>&gt; Alert ID</code> if your system writes the line in a quotation. Without it, each different text is a conversation of its own.',
	},
	{
		displayName: 'Status Line',
		name: 'statusLine',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. State',
		displayOptions: forGroupRobot,
		description:
			'Name of the line that says whether the matter is resolved, as in <code>State: resolved</code>. Without it, only the title can say so.',
	},
	{
		displayName: 'Replied When It Says',
		name: 'repliedWords',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. resolved, recovered, 已恢复',
		displayOptions: forGroupRobot,
		description:
			'Words, separated by commas, with which the title or the Status Line says that nobody needs to reply any more',
	},
];
