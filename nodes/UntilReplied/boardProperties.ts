import type { INodeProperties } from 'n8n-workflow';

/** Of Get Board Link. */
export const boardProperties: INodeProperties[] = [
	{
		displayName:
			'This node serves the board while its workflow is published; otherwise any published Repeat Until Replied does. Anyone with the link can see the conversations, so treat it like a password.',
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
			'Whether the board has buttons to acknowledge, snooze, mark as replied and cancel, or is view-only',
	},
	{
		displayName: 'Allow Roster Changes',
		name: 'mayChangeRosters',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: ['getBoardLink'], mayChange: [true] } },
		description:
			'Whether the board also has buttons that put someone on duty instead of others, in every roster of the store',
	},
	{
		displayName: 'Valid for (Days)',
		name: 'validDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365 },
		default: 30,
		displayOptions: { show: { operation: ['getBoardLink'] } },
		description: 'How long the link stays valid',
	},
	{
		displayName: 'Workflow ID',
		name: 'boardWorkflowId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
		displayOptions: { show: { operation: ['getBoardLink'] } },
		description: 'Show only conversations that this workflow tracks. Leave empty to show all.',
	},
];

/** Of Get Metrics Link. */
export const metricsProperties: INodeProperties[] = [
	{
		displayName:
			'The token shows numbers and the names of your robot nodes, nothing of customers. Enter both in the configuration of Prometheus, and create a new token before this one expires.',
		name: 'metricsNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['getMetricsLink'] } },
	},
	{
		displayName: 'Valid for (Days)',
		name: 'metricsValidDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 365 },
		default: 365,
		displayOptions: { show: { operation: ['getMetricsLink'] } },
		description: 'How long the token stays valid',
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
				description: 'All links that "Get Board Link" has created so far',
			},
			{
				name: 'Board Links, Metrics Links and Links in Notifications',
				value: 'all',
				description: 'Also the buttons of reminders already sent to chats',
			},
			{
				name: 'Metrics Links',
				value: 'metrics',
				description: 'All tokens that "Get Metrics Link" has created so far',
			},
		],
		default: 'board',
		displayOptions: { show: { operation: ['revokeLinks'] } },
		description: 'Which links to revoke. Links created from now on will work.',
	},
	{
		displayName: 'Workflow ID',
		name: 'revokeWorkflowId',
		type: 'string',
		default: '={{ $workflow.id }}',
		placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
		displayOptions: { show: { operation: ['revokeLinks'] } },
		description:
			'Revoke only links created by nodes of this workflow. Leave empty for all workflows.',
	},
];
