import type { INodeProperties } from 'n8n-workflow';

/** Of Forget. */
export const forgetProperties: INodeProperties[] = [
	{
		displayName:
			"What is forgotten cannot be brought back, and nobody is reminded of it. n8n's own executions keep what went through the nodes: delete those too.",
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
				description: 'One conversation, whoever wrote in it',
			},
			{
				name: 'Visitor ID',
				value: 'visitorId',
				description: 'Every conversation whose newest event is of a visitor with this ID',
			},
			{
				name: 'Visitor Name',
				value: 'visitorName',
				description:
					'Every conversation whose newest event is of a visitor with this name or nickname: all who are called so',
			},
		],
		default: 'conversationKey',
		displayOptions: { show: { operation: ['forget'] } },
		description: 'How the customer is found. The key is surest: others may have the same name.',
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
		description: 'The ID or name of the customer, exactly as events have it',
	},
	{
		displayName: 'Workflow ID',
		name: 'forgetWorkflowId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
		displayOptions: { show: { operation: ['forget'] } },
		description:
			'Only what this workflow has stored, where another has customers of the same name. All when empty.',
	},
];
