import type { INodeProperties } from 'n8n-workflow';

/** Of Get Board Link. */
export const boardProperties: INodeProperties[] = [
	{
		displayName:
			'The board is served by this node while its workflow is published, or else by any Repeat Until Replied that is. Whoever has the link sees the conversations, so treat it like a password.',
		name: 'boardNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['getBoardLink'] } },
	},
	{
		displayName: 'Allow Changes',
		name: 'mayChange',
		type: 'boolean',
		default: true,
		displayOptions: { show: { operation: ['getBoardLink'] } },
		description:
			'Whether the board has buttons to acknowledge, snooze, mark as replied and cancel, or is for looking only',
	},
	{
		displayName: 'Valid for (Days)',
		name: 'validDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365 },
		default: 30,
		displayOptions: { show: { operation: ['getBoardLink'] } },
		description: 'How long the link can be used',
	},
	{
		displayName: 'Workflow ID',
		name: 'boardWorkflowId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
		displayOptions: { show: { operation: ['getBoardLink'] } },
		description: 'Only conversations that this workflow tracks. All when empty.',
	},
];

/** Of Revoke Links. */
export const revokeProperties: INodeProperties[] = [
	{
		displayName: 'Links',
		name: 'linksToRevoke',
		type: 'options',
		options: [
			{
				name: 'Board Links',
				value: 'board',
				description: 'All that "Get Board Link" has given until now',
			},
			{
				name: 'Board Links and Links in Notifications',
				value: 'all',
				description: 'The buttons of reminders that are in chats already lead to nothing, too',
			},
		],
		default: 'board',
		displayOptions: { show: { operation: ['revokeLinks'] } },
		description: 'Which links to revoke. Those that are made from now on work.',
	},
	{
		displayName: 'Workflow ID',
		name: 'revokeWorkflowId',
		type: 'string',
		default: '={{ $workflow.id }}',
		placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
		displayOptions: { show: { operation: ['revokeLinks'] } },
		description: 'Only links of the nodes of this workflow. Of all workflows when empty.',
	},
];
