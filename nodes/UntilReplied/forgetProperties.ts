import type { INodeProperties } from 'n8n-workflow';

/** Of Forget. */
export const forgetProperties: INodeProperties[] = [
	{
		displayName:
			"This cannot be undone, and the groups get no further reminders about the customer. n8n's executions still contain the data that passed through the nodes: delete them too.",
		name: 'forgetNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['forget'] } },
	},
	{
		displayName: 'Forget By',
		name: 'forgetBy',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Conversation Key',
				value: 'conversationKey',
				description: 'One conversation, no matter who wrote in it',
			},
			{
				name: 'Visitor ID',
				value: 'visitorId',
				description: 'Every conversation whose newest event comes from a visitor with this ID',
			},
			{
				name: 'Visitor Name',
				value: 'visitorName',
				description:
					'Every conversation whose newest event comes from a visitor with this name or nickname, including namesakes',
			},
		],
		default: 'conversationKey',
		displayOptions: { show: { operation: ['forget'] } },
		description:
			'How to find the customer. The key is the safest choice, because customers can share a name.',
	},
	{
		displayName: 'Conversation Key',
		name: 'conversationKey',
		type: 'string',
		default: '={{ $json.conversation.key }}',
		required: true,
		placeholder: 'e.g. twt:my-shop:Visitor15',
		displayOptions: { show: { operation: ['forget'], forgetBy: ['conversationKey'] } },
		description: 'The key of the conversation to forget',
	},
	{
		displayName: 'Visitor',
		name: 'visitor',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Visitor15',
		displayOptions: { show: { operation: ['forget'], forgetBy: ['visitorId', 'visitorName'] } },
		description: 'The ID or name of the customer, exactly as it appears in the events',
	},
	{
		displayName: 'Workflow ID',
		name: 'forgetWorkflowId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
		displayOptions: { show: { operation: ['forget'] } },
		description:
			'Erase only what this workflow has stored, in case another has customers of the same name. Leave empty for all workflows.',
	},
];
