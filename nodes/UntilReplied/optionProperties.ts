import type { INodeProperties } from 'n8n-workflow';

import { storeOption } from '../shared/store';
import { activeHoursGroup } from './activeHours';
import { changesOption } from './changesOutput';
import { linksGroup } from './links';
import { moreLinksOption } from './moreLinks';
import { onDutyGroup } from './onDuty/onDutyOption';
import { optionGroup } from './optionGroup';
import { scheduleGroup } from './scheduleProperties';
import { forRemindingOption } from './remindingOperations';
import { targetsGroup } from './targets';

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
				'How many times to try a reminder before it counts as missed. Retries wait 5 seconds, doubling up to 5 minutes. Failed attempts do not count as reminders.',
		},
		{
			displayName: 'When Reminders Fail',
			name: 'whenRemindersFail',
			type: 'options',
			options: [
				{
					name: 'Give Up',
					value: 'giveUp',
					description: 'Send the conversation to the output Exhausted at once',
				},
				{
					name: 'Report and Continue',
					value: 'goOn',
					description:
						'Send the conversation to the output Failing once, and try the reminder again at the next planned time',
				},
			],
			default: 'goOn',
			description: 'What to do when all attempts to send a reminder have failed',
		},
		{
			displayName: 'Interrupted Reminder',
			name: 'interruptedReminder',
			type: 'options',
			options: [
				{
					name: 'Do Not Send Again',
					value: 'leave',
					description: 'The group may never see it; the next reminder goes out as planned',
				},
				{
					name: 'Send Again',
					value: 'resend',
					description:
						'The group may see it twice; the second one is marked with reminder.isRedelivery',
				},
			],
			default: 'resend',
			description: 'What to do with a reminder that was being sent when n8n was killed',
		},
	],
});

const groupingGroup = optionGroup({
	displayName: 'Grouping',
	name: 'grouping',
	description:
		'One message for all reminders due at the same time, instead of one for each conversation',
	fields: [
		{
			displayName: 'Group Reminders By',
			name: 'groupBy',
			type: 'string',
			default: '={{ $json.project.name }}',
			description:
				'Reminders that are due together and have the same value here become one item, which a robot shows as one list. Enter a fixed word for one list per output; leave empty to group nothing.',
		},
		{
			displayName: 'Group Within (Seconds)',
			name: 'groupWithinSeconds',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 86400 },
			default: 60,
			description: 'Delay reminders by up to this many seconds so that they go out together',
		},
	],
});

const repliesGroup = optionGroup({
	displayName: 'Replies',
	name: 'replies',
	description: 'What counts as a reply, and which replies go to the output Replied',
	fields: [
		{
			displayName: 'Event Is a Reply',
			name: 'isReply',
			type: 'string',
			default: '={{ $json.conversation.effect === "ends" }}',
			placeholder: 'e.g. {{ $json.status === "closed" }}',
			description:
				"An expression that is true when the event reports a reply. Use it for items that do not come from the Service Event Trigger; by default, the event's <code>conversation.effect</code> decides.",
		},
		{
			displayName: 'End on Silence (Minutes)',
			name: 'endWhenSilentMinutes',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description:
				'Treat a conversation as replied after this many minutes without a new event. For sources that repeat an event until someone replies but never report the reply. 0 for never.',
		},
		{
			displayName: 'Announce Every Reply',
			name: 'announceEveryReply',
			type: 'boolean',
			default: false,
			description: 'Whether to announce replies given before any reminder went out, too',
		},
	],
});

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
			displayOptions: forRemindingOption,
			description: 'How long to keep a conversation after it has ended',
		},
		linksGroup,
		moreLinksOption,
		onDutyGroup,
		repliesGroup,
		scheduleGroup,
		storeOption,
		targetsGroup,
	],
};
