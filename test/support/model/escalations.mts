import type { Incoming } from '../../../src/escalation/incoming.ts';
import type { Claim, EscalationWithEvent, Reminder } from '../../../src/escalation/escalation.ts';
import * as machine from '../../../src/escalation/machine.ts';
import type { Policy } from '../../../src/escalation/policy.ts';
import type { Transaction } from '../../../src/store/transaction.ts';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration.ts';

/** Monday, nine o'clock. */
export const T0 = Date.UTC(2026, 0, 5, 9);
export const SCOPE = 'workflow:node';
export const KEY = 'twt:shop:Visitor15';

/** @param changes `remindEvery` stands for equal intervals. */
export function aPolicy({
	remindEvery = 10 * MINUTE,
	...changes
}: Partial<Policy> & { remindEvery?: number } = {}): Policy {
	return {
		firstReminderAfter: 5 * MINUTE,
		intervals: [remindEvery],
		growthFactor: 1,
		longestInterval: remindEvery,
		maximumReminders: 4,
		giveUpAfter: null,
		activeHours: null,
		endWhenSilentFor: null,
		onNewMessage: 'keep',
		keepEndedFor: 30 * DAY,
		announceEveryReply: false,
		announceChanges: false,
		targets: null,
		countFrom: 'arrival',
		attempts: 10,
		whenRemindersFail: 'goOn',
		resendInterrupted: true,
		digest: null,
		...changes,
	};
}

type PolicyHours = NonNullable<Policy['activeHours']>;

/** Monday to Friday from nine to six, changed as given. */
export function officeHours(changes: Partial<PolicyHours> = {}): PolicyHours {
	return {
		timeZone: 'UTC',
		ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
		calendar: null,
		holidays: [],
		workingDays: [],
		workingDaysLike: null,
		outside: 'wait',
		...changes,
	};
}

export function aMessage(
	changes: Partial<Extract<Incoming, { type: 'message' }>> = {},
): Extract<Incoming, { type: 'message' }> {
	return {
		type: 'message',
		conversationKey: KEY,
		writtenAt: T0,
		opens: true,
		policy: aPolicy(),
		event: { text: 'Is anybody there?' },
		...changes,
	};
}

export function aReply(
	changes: Partial<Extract<Incoming, { type: 'reply' }>> = {},
): Extract<Incoming, { type: 'reply' }> {
	return { type: 'reply', conversationKey: KEY, repliedAt: T0, actor: 'Li Lei', ...changes };
}

/** What is expected has come. */
export function aComing(
	changes: Partial<Extract<Incoming, { type: 'coming' }>> = {},
): Extract<Incoming, { type: 'coming' }> {
	return {
		type: 'coming',
		conversationKey: 'backup',
		writtenAt: T0,
		policy: anExpectingPolicy(),
		event: { title: 'Nightly backup', conversation: { key: 'backup', effect: 'opens' } },
		...changes,
	};
}

/** Each day, and an hour later at the most; its reminders go out at once, then as always. */
export function anExpectingPolicy(changes: Parameters<typeof aPolicy>[0] = {}) {
	return {
		...aPolicy({ firstReminderAfter: 0, ...changes }),
		expects: changes.expects ?? { period: DAY, grace: HOUR },
	};
}

/** An escalation that opened at T0, changed as given. */
export function anEscalation(changes: Partial<EscalationWithEvent> = {}): EscalationWithEvent {
	const { event } = aMessage();
	const { escalation } = machine.open(aMessage(), {
		id: 'escalation-1',
		scope: SCOPE,
		policy: changes.policy ?? aPolicy(),
		now: T0,
	});
	return { ...escalation, event, ...changes };
}

export function aClaim(changes: Partial<Claim> = {}): Claim {
	return {
		token: 'token',
		owner: 'process-1',
		output: 'reminder',
		reminderNumber: 1,
		plannedFor: T0,
		leaseUntil: T0 + MINUTE,
		gatedAt: null,
		redelivery: false,
		...changes,
	};
}

/** As `newClaimToken` makes them, of the escalation that `anEscalation` makes. */
export function aToken(name: string, escalationId = 'escalation-1'): string {
	return `${escalationId}.${name}`;
}

export function aReminder(changes: Partial<Reminder> = {}): Reminder {
	return {
		escalationId: 'escalation-1',
		number: 1,
		gatedAt: T0,
		sentAt: null,
		token: aToken('one'),
		...changes,
	};
}

/** The lease of a claim made at `now`. */
export function aLease(token: string, now: number) {
	return { token, owner: 'process-1', until: now + MINUTE };
}

/** Stores these with their events, whether they are there or not. */
export async function saveWhole(
	{ escalations: table }: Transaction,
	escalations: EscalationWithEvent[],
	now: number,
): Promise<void> {
	await table.save(
		escalations.map((escalation) => ({ escalation, event: escalation.event })),
		now,
	);
}
