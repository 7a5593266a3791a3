import { MOST_REMINDERS } from './accounts.mts';
import type { Delivery } from './office.mts';

/** In ms. With a policy of its own for each event, as n8n hands it over. */
const policy = {
	firstReminderAfter: 100,
	intervals: [150],
	growthFactor: 1,
	longestInterval: 150,
	maximumReminders: MOST_REMINDERS,
	giveUpAfter: null,
	activeHours: null,
	endWhenSilentFor: null,
	onNewMessage: 'keep',
	keepEndedFor: 30 * 24 * 3_600_000,
	announceEveryReply: false,
	announceChanges: false,
	target: null,
	countFrom: 'arrival',
	attempts: 10,
	whenRemindersFail: 'goOn',
	resendInterrupted: true,
	digest: null,
} as const;

/** @param writtenAt in ms since 1970. */
export const messageOf = (key: string, writtenAt: number): Delivery => ({
	id: `message of ${key}`,
	arrival: {
		type: 'message',
		eventId: `message of ${key}`,
		conversationKey: key,
		writtenAt,
		opens: true,
		policy,
		event: {},
	} as unknown as Delivery['arrival'],
});

/** @param repliedAt in ms since 1970. */
export const replyTo = (key: string, repliedAt: number): Delivery => ({
	id: `reply to ${key}`,
	arrival: {
		type: 'reply',
		eventId: `reply to ${key}`,
		conversationKey: key,
		repliedAt,
		actor: null,
	},
});
