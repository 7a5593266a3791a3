import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { mappingProperties } from './mapping';

const forCustom: IDisplayOptions = { show: { source: ['custom'] } };
const forDce: IDisplayOptions = { show: { source: ['dceUsers'] } };
const forDefaultDceBody: IDisplayOptions = {
	show: { source: ['dceUsers'], messageBody: ['default'] },
};
const forOwnDceBody: IDisplayOptions = { show: { source: ['dceUsers'], messageBody: ['own'] } };
const forChatwoot: IDisplayOptions = { show: { source: ['chatwoot'] } };
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
				description: 'As DCE proposes it, or that of a WeCom robot',
			},
			{
				name: 'Own',
				value: 'own',
				description: 'What you wrote under Advanced Configuration: you say which field is which',
			},
		],
		default: 'default',
		displayOptions: forDce,
		description: 'Which message body the webhook in DCE has',
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
			'What happened to the user. DCE does not say it: add <code>?action=create</code>, update, delete, login or logout to the URL there, or choose here what a URL without it means.',
	},
	...mappingProperties(forOwnDceBody),
	{
		displayName: 'Chatwoot URL',
		name: 'siteUrl',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. https://app.chatwoot.com',
		displayOptions: forChatwoot,
		description:
			'Where your agents work. With it, events have a link to their conversation: Chatwoot does not send one.',
	},
	{
		displayName: 'Conversation Line',
		name: 'conversationLine',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. Alert ID',
		displayOptions: forGroupRobot,
		description:
			'Name of the line, as in <code>Alert ID: 42</code>, whose value tells conversations apart. Write <code>&gt; Alert ID</code> if your system writes it in a quotation. Without it, messages that differ are different conversations.',
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
			'Name of the line, as in <code>State: resolved</code>, that says whether it is over. Without it, only the title can say so.',
	},
	{
		displayName: 'Answered When It Says',
		name: 'repliedWords',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. resolved, recovered, 已恢复',
		displayOptions: forGroupRobot,
		description:
			'Words, separated by commas, by which the title or the Status Line says that nobody needs to answer any more',
	},
];
