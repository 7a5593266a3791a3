import type { Escalation } from '../../../../src/escalation/escalation';
import { recordJson } from '../../../../src/escalation/items/recordItem';
import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import * as machine from '../../../../src/escalation/machine';
import {
	aComing,
	anEscalation,
	anExpectingPolicy,
	KEY,
	SCOPE,
	T0,
} from '../../../support/model/escalations.mts';

const recordOf = (changes: Partial<Escalation>) =>
	recordJson(
		{
			escalation: anEscalation(changes),
			mutedUntil: null,
			timeline: [{ at: T0, what: 'opened' }],
			sentMessages: [{ platform: 'Slack', messageId: 'C123 1503.1', sentAt: T0 + MINUTE }],
		},
		T0 + 5 * MINUTE,
	);

test('who asks for a conversation learns what it waits for', () => {
	expect(recordOf({ heldUntil: T0 + HOUR })).toMatchObject({
		id: 'escalation-1',
		state: 'open',
		conversation: { key: KEY },
		openedAt: '2026-01-05T09:00:00.000Z',
		endedAt: null,
		nextReminderAt: '2026-01-05T09:05:00.000Z',
		heldUntil: '2026-01-05T10:00:00.000Z',
		reminderCount: 0,
		maximumReminders: 4,
		waiting: { seconds: 300 },
		messages: { count: 1 },
		timeline: [{ at: '2026-01-05T09:00:00.000Z', what: 'opened' }],
		sentMessages: [
			{ platform: 'Slack', messageId: 'C123 1503.1', sentAt: '2026-01-05T09:01:00.000Z' },
		],
	});
});

test('of one that is over there is no next reminder', () => {
	const ended: Partial<Escalation> = {
		state: 'replied',
		endedAt: T0 + MINUTE,
		endedBy: 'Li Lei',
		endedBecause: 'reply',
	};
	expect(recordOf(ended)).toMatchObject({
		state: 'replied',
		endedAt: '2026-01-05T09:01:00.000Z',
		endedBy: 'Li Lei',
		endedBecause: 'reply',
		nextReminderAt: null,
	});
});

test('of what is expected: nobody waits, no reminder is planned, and since when it would be missing', () => {
	const policy = anExpectingPolicy();
	const { escalation } = machine.expect(aComing(), { id: 'e', scope: SCOPE, policy, now: T0 });
	const record = recordJson(
		{ escalation: { ...escalation, event: {} }, mutedUntil: null, timeline: [], sentMessages: [] },
		T0 + DAY,
	);
	expect(record).toMatchObject({
		state: 'expected',
		waiting: null,
		nextReminderAt: null,
		expected: {
			expectedAt: '2026-01-06T09:00:00.000Z',
			lastSeenAt: '2026-01-05T09:00:00.000Z',
			periodSeconds: 86_400,
			graceSeconds: 3_600,
		},
	});
});
