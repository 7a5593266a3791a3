import type { INodeProperties } from 'n8n-workflow';

import { MOST_IN_ONE_EXECUTION } from '../../src/delivery/pace';
import { linkOptions } from './links';

/** What few need. */
export const optionProperties: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { operation: ['track'] } },
	options: [
		{
			displayName: 'Active Hours',
			name: 'activeHours',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add hours',
			default: {},
			description: 'When pushes and Exhausted may go out. Always, when there are none.',
			options: [
				{
					displayName: 'Hours',
					name: 'ranges',
					values: [
						{
							displayName: 'Days',
							name: 'weekdays',
							type: 'multiOptions',
							options: [
								{ name: 'Monday', value: 1 },
								{ name: 'Tuesday', value: 2 },
								{ name: 'Wednesday', value: 3 },
								{ name: 'Thursday', value: 4 },
								{ name: 'Friday', value: 5 },
								{ name: 'Saturday', value: 6 },
								{ name: 'Sunday', value: 7 },
							],
							default: [1, 2, 3, 4, 5],
							description: 'Days on which these hours begin',
						},
						{
							displayName: 'From',
							name: 'from',
							type: 'string',
							default: '09:00',
							placeholder: 'e.g. 09:00',
						},
						{
							displayName: 'To',
							name: 'to',
							type: 'string',
							default: '18:00',
							placeholder: 'e.g. 18:00',
							description: '24:00 is midnight. A time at or before "From" is on the next day.',
						},
					],
				},
			],
		},
		{
			displayName: 'Announce Every Reply',
			name: 'announceEveryReply',
			type: 'boolean',
			default: false,
			description:
				'Whether the Replied output also speaks of conversations that were answered before any push went out',
		},
		{
			displayName: 'Attempts per Push',
			name: 'attempts',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
			default: 5,
			description:
				'How often a push is tried whose execution fails: after 5 seconds, then 10, 20, up to 5 minutes. A push that failed is not counted.',
		},
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
						'When the customer wrote. A message that has waited for longer already is pushed at once.',
				},
			],
			default: 'arrival',
			description: 'Since when the delay before the first push is counted',
		},
		{
			displayName: 'End When Silent For (Minutes)',
			name: 'endWhenSilentMinutes',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 30,
			description:
				'How long after the last event of a conversation it is taken as answered. For sources that repeat themselves until somebody replied, and never say that somebody did.',
		},
		{
			displayName: 'Event Is a Reply',
			name: 'isReply',
			type: 'string',
			default: '={{ $json.conversation.effect === "answers" }}',
			placeholder: 'e.g. {{ $json.status === "closed" }}',
			description:
				"An expression, true for events that say that somebody replied: for events of other sources. Without this option the event's <code>conversation.effect</code> decides.",
		},
		{
			displayName: 'Extra Working Days',
			name: 'workingDays',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-09-20, 2026-10-10',
			description:
				'Dates that have the active hours of a Monday, whatever day they are: weekends on which people work to make up for a holiday',
		},
		{
			displayName: 'Give Up After (Hours)',
			name: 'giveUpAfterHours',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 24,
			description:
				'How long after its opening a conversation leaves by Exhausted, however many pushes are left',
		},
		{
			displayName: 'Group Pushes By',
			name: 'groupBy',
			type: 'string',
			default: '={{ $json.project.name }}',
			description:
				'What is due together and has the same value here leaves as one item, which a robot shows as one list. A fixed word makes one list for each output; an empty value groups nothing.',
		},
		{
			displayName: 'Group Within (Seconds)',
			name: 'groupWithinSeconds',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 86400 },
			default: 60,
			description:
				'With "Group Pushes By": pushes are planned on multiples of this time, so that they meet. None comes earlier, and none this much later.',
		},
		{
			displayName: 'Holidays',
			name: 'holidays',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-10-01, 2026-10-02',
			description: 'Dates on which no active hours begin, separated by commas',
		},
		{
			displayName: 'Interrupted Push',
			name: 'interruptedPush',
			type: 'options',
			options: [
				{
					name: 'Do Not Send Again',
					value: 'leave',
					description: 'It may never have been seen; the next push comes as planned',
				},
				{
					name: 'Send Again',
					value: 'resend',
					description: 'It may be seen twice, and is marked with push.isRedelivery',
				},
			],
			default: 'resend',
			description: 'What becomes of a push that was on its way when n8n was killed',
		},
		{
			displayName: 'Keep Ended For (Days)',
			name: 'keepEndedDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3650 },
			default: 30,
			description: 'How long to remember a conversation after its end',
		},
		...linkOptions,
		{
			displayName: 'New Message',
			name: 'onNewMessage',
			type: 'options',
			options: [
				{
					name: 'Count Separately',
					value: 'separate',
					description: 'The waiting begins anew with push 1; the former one ends without a word',
				},
				{
					name: 'Keep the Schedule',
					value: 'keep',
					description: 'Pushes go out as planned, with the newest text',
				},
				{
					name: 'Restart the Timer',
					value: 'restart',
					description: 'The next push waits for its delay anew, for three times that delay at most',
				},
			],
			default: 'keep',
			description: 'What a new message does to the pushes of a conversation that waits already',
		},
		{
			displayName: 'Outside Active Hours',
			name: 'outsideActiveHours',
			type: 'options',
			options: [
				{
					name: 'Skip the Push',
					value: 'skip',
					description:
						'A push that falls outside does not go out and is not counted; the schedule runs on',
				},
				{
					name: 'Stop the Clock',
					value: 'pause',
					description: 'Delays count active hours only',
				},
				{
					name: 'Wait for the Next Opening',
					value: 'wait',
					description: 'A push that falls outside goes out when the hours begin again',
				},
			],
			default: 'wait',
			description: 'What becomes of a push that is planned for a time outside the active hours',
		},
		{
			displayName: 'Pushes per Execution',
			name: 'pushesPerExecution',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MOST_IN_ONE_EXECUTION, numberPrecision: 0 },
			default: MOST_IN_ONE_EXECUTION,
			noDataExpression: true,
			description:
				'How many pushes go out in one execution at most, when many are due at once. A few that are due go out one by one whatever this says.',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Asia/Shanghai',
			description: "Where the active hours hold. The workflow's time zone when empty.",
		},
		{
			displayName: 'When Pushes Fail',
			name: 'whenPushesFail',
			type: 'options',
			options: [
				{
					name: 'Give Up',
					value: 'giveUp',
					description: 'The conversation leaves by Exhausted',
				},
				{
					name: 'Say So and Go On',
					value: 'goOn',
					description:
						'The conversation leaves by Failing, once, and the push is tried again at the next planned time',
				},
			],
			default: 'goOn',
			description: 'What follows when a push could not be sent, however often it was tried',
		},
	],
};
