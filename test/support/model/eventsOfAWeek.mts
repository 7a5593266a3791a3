import type { IncomingWord } from '../../../src/escalation/incoming.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/time/duration.ts';
import { aPolicy, officeHours } from './escalations.mts';

/** Monday, midnight in Shanghai. */
export const WEEK_BEGINS = Date.UTC(2026, 0, 4, 16);

const shanghaiHours = officeHours({
	timeZone: 'Asia/Shanghai',
	holidays: ['2026-01-07'],
	workingDays: ['2026-01-10'],
	workingDaysLike: null,
});

/** How different services want to hear of their customers. What is over is soon forgotten. */
export const policies = (
	[
		{ activeHours: { ...shanghaiHours, outside: 'wait' } },
		{ activeHours: { ...shanghaiHours, outside: 'pause' }, onNewMessage: 'restart' },
		{ activeHours: { ...shanghaiHours, outside: 'skip' }, giveUpAfter: DAY },
		{
			firstReminderAfter: MINUTE,
			remindEvery: 5 * MINUTE,
			growthFactor: 2,
			longestInterval: HOUR,
			countFrom: 'message',
			announceEveryReply: true,
			announceChanges: false,
			targets: {
				within: { firstReply: 30 * MINUTE, nextReply: 20 * MINUTE, resolution: 8 * HOUR },
				warnAt: 0.8,
			},
		},
		{
			maximumReminders: 0,
			giveUpAfter: 2 * HOUR,
			digest: { key: 'shop', within: MINUTE },
			resendInterrupted: false,
			onNewMessage: 'separate',
		},
	] satisfies Array<Parameters<typeof aPolicy>[0]>
).map((policy) => aPolicy({ keepEndedFor: HOUR, ...policy }));

/** What a source sends, and when. */
export interface SourceEvent {
	at: number;
	arrival: IncomingWord & { eventId: string };
}

/**
 * A week of so many conversations, in order: most begin in the office hours,
 * most are answered, some twice, some before the message has arrived; customers
 * write again, and sources repeat what they said.
 */
export function weekOf(conversations: number, random: () => number): SourceEvent[] {
	const events: SourceEvent[] = [];
	for (let index = 0; index < conversations; index += 1) {
		events.push(...conversationOf(index, random));
	}
	return events.sort((one, other) => one.at - other.at);
}

function conversationOf(index: number, random: () => number): SourceEvent[] {
	const conversationKey = `customer ${index}`;
	const policy = policies[index % policies.length];
	const writtenAt = beginning(random);
	const message = (number: number, at: number, delay: number): SourceEvent => ({
		at: at + delay,
		arrival: {
			type: 'message',
			eventId: `${index} message ${number}`,
			conversationKey,
			policy,
			opens: true,
			writtenAt: at,
			event: { text: 'Is anybody there?' },
		},
	});
	const reply = (number: number, at: number, delay: number): SourceEvent => ({
		at: at + delay,
		arrival: {
			type: 'reply',
			eventId: `${index} reply ${number}`,
			conversationKey,
			repliedAt: at,
			actor: 'Li Lei',
		},
	});
	const delayOf = () => Math.floor(random() * 3 * SECOND);
	const events = [message(1, writtenAt, delayOf())];
	if (random() < 0.1) events.push(message(2, writtenAt + patience(random), delayOf()));
	if (random() < 0.9) events.push(reply(1, writtenAt + patience(random), delayOf()));
	// The word of the reply is faster than the message.
	if (random() < 0.01) events.push(reply(2, writtenAt + 2 * SECOND, -SECOND));
	if (random() < 0.05) events.push({ ...events[0], at: events[0].at + patience(random) });
	return events;
}

/** Four of five begin in the office hours of a working day. */
function beginning(random: () => number): number {
	return random() < 0.8
		? WEEK_BEGINS + Math.floor(random() * 5) * DAY + 9 * HOUR + Math.floor(random() * 9 * HOUR)
		: WEEK_BEGINS + Math.floor(random() * 7 * DAY);
}

/** Mostly some minutes, rarely hours. */
function patience(random: () => number): number {
	return SECOND + Math.floor(-Math.log(1 - random()) * 6 * MINUTE);
}
