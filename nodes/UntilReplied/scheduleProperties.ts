import type { INodeProperties } from 'n8n-workflow';

import { MOST_IN_ONE_EXECUTION } from '../../src/dispatch/pace';
import { durationProperties, unitProperty } from './durationProperties';
import { optionGroup } from './optionGroup';
import { forReminding } from './remindingOperations';

/** A list of delays says both: the first delay and those that follow. */
const unlessListed: INodeProperties['displayOptions'] = {
	hide: { '/options.schedule.settings.repeat': ['list'] },
};

/** When reminders go out, as everybody decides it. */
export const scheduleProperties: INodeProperties[] = [
	...durationProperties({
		displayName: 'First Reminder After',
		name: 'firstReminderAfter',
		default: 5,
		displayOptions: { show: { operation: ['track'] }, ...unlessListed },
		description:
			'How long to wait for a reply before the first reminder, counted from the arrival of the event',
	}),
	...durationProperties({
		displayName: 'Remind Every',
		name: 'remindEvery',
		default: 5,
		displayOptions: { ...forReminding, ...unlessListed },
		description: 'How long to wait between reminders, and from the last reminder to Exhausted',
	}),
	{
		displayName: 'Maximum Reminders',
		name: 'maximumReminders',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1000, numberPrecision: 0 },
		default: 4,
		required: true,
		displayOptions: forReminding,
		description:
			'How many reminders to send before the conversation goes to the output Exhausted. With "Give Up After" in the option Schedule, you can enter 0 for as many as fit in that time.',
	},
];

const forRepeat = (...repeat: string[]): INodeProperties['displayOptions'] => ({
	show: { repeat },
});

/** What the panel shows, the canvas says and the clock goes by, unless something else is entered. */
export const DEFAULT_DELAYS = '5, 10, 30';

const longestInterval = {
	displayName: 'Longest Interval',
	name: 'longestInterval',
	default: 60,
	displayOptions: forRepeat('growing'),
	description: 'Intervals stop growing at this length',
};

const delays: INodeProperties = {
	displayName: 'Delays',
	name: 'delays',
	type: 'string',
	default: DEFAULT_DELAYS,
	required: true,
	placeholder: 'e.g. 5, 10, 30',
	displayOptions: forRepeat('list'),
	description:
		'How long to wait before reminder 1, between reminder 1 and reminder 2, and so on, separated by commas. The last one repeats.',
};

/** What few decide about it. */
export const scheduleGroup = optionGroup({
	displayName: 'Schedule',
	name: 'schedule',
	description:
		'Growing intervals or a list of delays, when to give up, what a new message does, and how many reminders share an execution',
	fields: [
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
					description:
						'For example after 5 minutes, then after 10, 20, 40, at most 60. "Remind Every" sets the first interval.',
				},
				{
					name: 'By a List of Delays',
					value: 'list',
					description: 'For example after 5 minutes, then after 10, then every 30',
				},
			],
			default: 'fixed',
			description: 'How to space the reminders',
		},
		{
			displayName: 'Growth Factor',
			name: 'growthFactor',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 2 },
			default: 2,
			required: true,
			displayOptions: forRepeat('growing'),
			description: 'How many times longer each interval is than the one before',
		},
		...durationProperties(longestInterval),
		delays,
		unitProperty(delays),
		{
			displayName: 'Count From',
			name: 'countFrom',
			type: 'options',
			options: [
				{ name: 'Arrival of the Event', value: 'arrival' },
				{
					name: 'Time of the Message',
					value: 'message',
					description:
						'When the customer wrote. If that was longer ago than the delay, the first reminder goes out at once.',
				},
			],
			default: 'arrival',
			description: 'When the delay before the first reminder starts',
		},
		{
			displayName: 'Give Up After (Hours)',
			name: 'giveUpAfterHours',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description:
				'Send a conversation to the output Exhausted this many hours after it opened, even if reminders are left. 0 for never.',
		},
		{
			displayName: 'New Message',
			name: 'onNewMessage',
			type: 'options',
			options: [
				{
					name: 'Count Separately',
					value: 'separate',
					description: 'Start over at reminder 1; the previous wait ends silently',
				},
				{
					name: 'Keep the Schedule',
					value: 'keep',
					description: 'Reminders go out as planned, with the newest text',
				},
				{
					name: 'Restart the Timer',
					value: 'restart',
					description:
						'The delay of the next reminder starts again, but for no more than three times that delay in total',
				},
			],
			default: 'keep',
			description: 'What a new message does when the conversation is already waiting for a reply',
		},
		{
			displayName: 'Reminders per Execution',
			name: 'remindersPerExecution',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MOST_IN_ONE_EXECUTION, numberPrecision: 0 },
			default: MOST_IN_ONE_EXECUTION,
			noDataExpression: true,
			description:
				'The most reminders to send in one execution when many are due at once. Without the option Grouping, up to five due reminders get an execution each.',
		},
	],
});
