import type { Escalation } from '../../../../src/escalation/escalation';
import { recordJson } from '../../../../src/escalation/items/recordItem';
import { HOUR, MINUTE } from '../../../../src/time/duration';
import { anEscalation, KEY, T0 } from '../../../support/model/escalations.mts';

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
