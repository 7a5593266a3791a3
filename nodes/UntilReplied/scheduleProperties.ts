import type { INodeProperties } from 'n8n-workflow';

type Repeat = 'fixed' | 'growing' | 'list';

const unitOptions = [
	{ name: 'Days', value: 'days' },
	{ name: 'Hours', value: 'hours' },
	{ name: 'Minutes', value: 'minutes' },
	{ name: 'Seconds', value: 'seconds' },
];

const showFor = (...repeat: Repeat[]) => ({ show: { operation: ['track'], repeat } });

function unitField(of: string, name: string, repeat: Repeat[]): INodeProperties {
	return {
		displayName: `${of} Unit`,
		name: `${name}Unit`,
		type: 'options',
		options: unitOptions,
		default: 'minutes',
		displayOptions: showFor(...repeat),
		description: `The unit of "${of}"`,
	};
}

function durationField(options: {
	displayName: string;
	name: string;
	amount: number;
	description: string;
	repeat: Repeat[];
}): INodeProperties[] {
	const { displayName, name, amount, description, repeat } = options;
	return [
		{
			displayName,
			name,
			type: 'number',
			typeOptions: { minValue: 0 },
			default: amount,
			required: true,
			displayOptions: showFor(...repeat),
			description,
		},
		unitField(displayName, name, repeat),
	];
}

/** When pushes go out. */
export const scheduleProperties: INodeProperties[] = [
	{
		displayName: 'Repeat',
		name: 'repeat',
		type: 'options',
		options: [
			{
				name: 'At Equal Intervals',
				value: 'fixed',
				description: 'For example after 5 minutes, then every 10',
			},
			{
				name: 'At Growing Intervals',
				value: 'growing',
				description: 'For example after 5 minutes, then after 10, 20, 40, at most 60',
			},
			{
				name: 'By a List of Delays',
				value: 'list',
				description: 'For example after 5 minutes, then after 10, then every 30',
			},
		],
		default: 'fixed',
		displayOptions: { show: { operation: ['track'] } },
		description: 'How the pushes follow one another',
	},
	...durationField({
		displayName: 'First Push After',
		name: 'firstPushAfter',
		amount: 5,
		description:
			'How long to wait for a reply before the first push, counted from the arrival of the event',
		repeat: ['fixed', 'growing'],
	}),
	...durationField({
		displayName: 'Repeat Every',
		name: 'repeatEvery',
		amount: 5,
		description: 'How long to wait between pushes, and after the last one before Exhausted',
		repeat: ['fixed'],
	}),
	...durationField({
		displayName: 'First Interval',
		name: 'firstInterval',
		amount: 5,
		description: 'How long to wait between push 1 and push 2',
		repeat: ['growing'],
	}),
	{
		displayName: 'Growth Factor',
		name: 'growthFactor',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 2 },
		default: 2,
		required: true,
		displayOptions: showFor('growing'),
		description: 'Each interval is this many times as long as the one before',
	},
	...durationField({
		displayName: 'Longest Interval',
		name: 'longestInterval',
		amount: 60,
		description: 'Intervals grow no longer than this',
		repeat: ['growing'],
	}),
	{
		displayName: 'Delays',
		name: 'delays',
		type: 'string',
		default: '5, 10, 30',
		required: true,
		placeholder: 'e.g. 5, 10, 30',
		displayOptions: showFor('list'),
		description:
			'How long to wait before push 1, between push 1 and push 2, and so on, separated by commas. The last one repeats.',
	},
	unitField('Delays', 'delays', ['list']),
	{
		displayName: 'Maximum Pushes',
		name: 'maximumPushes',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1000, numberPrecision: 0 },
		default: 4,
		required: true,
		displayOptions: { show: { operation: ['track'] } },
		description:
			'How many pushes to send before giving up and leaving by Exhausted. 0 for as many as there is time for, with the option "Give Up After".',
	},
];
