import type { INodeProperties } from 'n8n-workflow';

const forStatistics = { show: { operation: ['getStatistics'] } };

/** Of Get Statistics. */
export const statisticsProperties: INodeProperties[] = [
	{
		displayName: 'Last Days',
		name: 'statisticsDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 400, numberPrecision: 0 },
		default: 7,
		required: true,
		displayOptions: forStatistics,
		description:
			"How many whole days to report, up to last midnight in the workflow's time zone. They are known for 400 days, however long conversations are kept.",
	},
	{
		displayName: 'Group By',
		name: 'statisticsBy',
		type: 'options',
		options: [
			{ name: 'Agent', value: 'agent' },
			{ name: 'Day', value: 'day' },
			{ name: 'Hour of the Day', value: 'hour' },
			{ name: 'Level', value: 'level', description: 'The highest level that was reminded' },
			{ name: 'Nothing', value: 'none', description: 'One item for all' },
			{ name: 'Project', value: 'project' },
			{ name: 'Source', value: 'source' },
			{ name: 'Weekday', value: 'weekday', description: 'From 1 (Monday) to 7 (Sunday)' },
		],
		default: 'none',
		displayOptions: forStatistics,
		description: 'For what to output an item each',
	},
	{
		displayName: 'Workflow ID',
		name: 'statisticsWorkflowId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
		displayOptions: forStatistics,
		description:
			'Only report conversations that this workflow tracks. Leave empty for all workflows.',
	},
];
