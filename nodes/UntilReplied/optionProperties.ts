import type { INodeProperties } from 'n8n-workflow';

import { MOST_IN_ONE_EXECUTION } from '../../src/dispatch/pace';
import { storeOption } from '../shared/store';
import { activeHoursGroup } from './activeHours';
import { changesOption } from './changesOutput';
import { linksGroup } from './links';
import { optionGroup } from './optionGroup';
import { scheduleGroup } from './scheduleProperties';

const failuresGroup = optionGroup({
	displayName: 'Failures',
	name: 'failures',
	description: 'What happens when a reminder cannot be sent',
	fields: [
		{
			displayName: 'Attempts per Reminder',
			name: 'attempts',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
			default: 5,
			description:
				'How often a reminder is tried whose execution fails: after 5 seconds, then 10, 20, up to 5 minutes. A reminder that failed is not counted.',
		},
		{
			displayName: 'When Reminders Fail',
			name: 'whenRemindersFail',
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
						'The conversation leaves by Failing, once, and the reminder is tried again at the next planned time',
				},
			],
			default: 'goOn',
			description: 'What follows when a reminder could not be sent, however often it was tried',
		},
		{
			displayName: 'Interrupted Reminder',
			name: 'interruptedReminder',
			type: 'options',
			options: [
				{
					name: 'Do Not Send Again',
					value: 'leave',
					description: 'It may never have been seen; the next reminder comes as planned',
				},
				{
					name: 'Send Again',
					value: 'resend',
					description: 'It may be seen twice, and is marked with reminder.isRedelivery',
				},
			],
			default: 'resend',
			description: 'What becomes of a reminder that was on its way when n8n was killed',
		},
	],
});

const groupingGroup = optionGroup({
	displayName: 'Grouping',
	name: 'grouping',
	description: 'One message for all that is due together, instead of one for each conversation',
	fields: [
		{
			displayName: 'Group Reminders By',
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
				'Reminders are planned on multiples of this time, so that they meet. None comes earlier, and none this much later.',
		},
	],
});

const repliesGroup = optionGroup({
	displayName: 'Replies',
	name: 'replies',
	description: 'What counts as a reply, and of which replies the output Replied tells',
	fields: [
		{
			displayName: 'Event Is a Reply',
			name: 'isReply',
			type: 'string',
			default: '={{ $json.conversation.effect === "ends" }}',
			placeholder: 'e.g. {{ $json.status === "closed" }}',
			description:
				"An expression, true for events that say that somebody replied: for events of other sources. The default is what the event's <code>conversation.effect</code> says.",
		},
		{
			displayName: 'End on Silence (Minutes)',
			name: 'endWhenSilentMinutes',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description:
				'How long after the last event of a conversation it is taken as answered: for sources that repeat themselves until somebody replied, and never say that somebody did. 0 for never.',
		},
		{
			displayName: 'Announce Every Reply',
			name: 'announceEveryReply',
			type: 'boolean',
			default: false,
			description:
				'Whether the Replied output also speaks of conversations that were answered before any reminder went out',
		},
	],
});

const forTracking = { show: { '/operation': ['track'] } };

/** What few need, in groups. */
export const optionProperties: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		activeHoursGroup,
		changesOption,
		failuresGroup,
		groupingGroup,
		{
			displayName: 'Keep Ended For (Days)',
			name: 'keepEndedDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3650 },
			default: 30,
			displayOptions: forTracking,
			description: 'How long to remember a conversation after its end',
		},
		linksGroup,
		{
			displayName: 'Reminders per Execution',
			name: 'remindersPerExecution',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MOST_IN_ONE_EXECUTION, numberPrecision: 0 },
			default: MOST_IN_ONE_EXECUTION,
			noDataExpression: true,
			displayOptions: forTracking,
			description:
				'How many reminders go out in one execution at most, when many are due at once. A few that are due go out one by one whatever this says.',
		},
		repliesGroup,
		scheduleGroup,
		storeOption,
	],
};
