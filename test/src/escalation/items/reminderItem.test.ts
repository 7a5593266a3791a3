import type { Claim, EscalationWithEvent, Hold } from '../../../../src/escalation/escalation';
import { digestJson, outputJson } from '../../../../src/escalation/items/reminderItem';
import { MINUTE, SECOND } from '../../../../src/time/duration';
import { anEscalation, aPolicy, T0 } from '../../../support/model/escalations.mts';

const event = {
	visitor: { name: 'Visitor15', nickname: 'Xiao Ming' },
	project: { name: 'my-shop' },
	agent: { name: 'ctccccd' },
	text: 'Where is my parcel?',
	conversation: { key: 'source key', subject: 'Parcel', effect: 'opens' },
};

const aClaim = (changes: Partial<Claim> = {}): Claim => ({
	token: 'secret token',
	owner: 'process-1',
	output: 'reminder',
	reminderNumber: 1,
	plannedFor: T0 + 5 * MINUTE,
	leaseUntil: T0 + 6 * MINUTE,
	gatedAt: T0 + 5 * MINUTE,
	redelivery: false,
	...changes,
});

const levels = [{ name: 'Lead', fromReminder: 3 }];

function jsonOf(
	escalation: Partial<EscalationWithEvent>,
	claim: Partial<Claim> = {},
	now = T0 + 5 * MINUTE,
) {
	const gatedOutput = { escalation: anEscalation({ event, ...escalation }), claim: aClaim(claim) };
	return outputJson({ ...gatedOutput, timeline: [{ at: T0, what: 'opened' }] }, levels, now) as any;
}

describe('a reminder', () => {
	test('says who waits, how long, where, and what they wrote', () => {
		expect(jsonOf({}).text).toBe(
			[
				'No reply to Visitor15 for 5 min (reminder 1 of 4)',
				'Customer: Visitor15 (Xiao Ming)',
				'Project: my-shop',
				'Agent: ctccccd',
				'Message: Where is my parcel?',
			].join('\n'),
		);
	});

	test('names the conversation when nothing is known of the customer', () => {
		expect(jsonOf({ event: {}, conversationKey: 'order 7' }).text).toBe(
			'No reply to a customer for 5 min (reminder 1 of 4)\nConversation: order 7',
		);
	});

	test.each([
		[{ visitor: 'a string', project: [], agent: 7, text: { deep: true }, conversation: null }],
		[{ visitor: null, project: { name: 7 }, text: ['a'], conversation: 'key' }],
	])('is made of whatever another node sent: %j', (foreign) => {
		const json = jsonOf({ event: foreign });
		expect(json.text).toBe(
			'No reply to a customer for 5 min (reminder 1 of 4)\nConversation: twt:shop:Visitor15',
		);
		expect(json.conversation).toEqual({ key: 'twt:shop:Visitor15' });
	});

	test.each([
		[1, true, false],
		[2, false, false],
		[4, false, true],
	])('number %s of 4: first %s, last %s', (number, isFirst, isLast) => {
		expect(jsonOf({}, { reminderNumber: number }).reminder).toMatchObject({
			number,
			maximum: 4,
			isFirst,
			isLast,
		});
	});

	test.each([
		[2, 1, 'Reminder'],
		[3, 2, 'Lead'],
		[4, 2, 'Lead'],
	])('number %s is of level %s, %s', (number, level, levelName) => {
		expect(jsonOf({}, { reminderNumber: number }).reminder).toMatchObject({ level, levelName });
	});

	test('tells when it was planned and how late it is', () => {
		expect(jsonOf({}, {}, T0 + 5 * MINUTE + 250).reminder).toMatchObject({
			plannedFor: '2026-01-05T09:05:00.000Z',
			sentAt: '2026-01-05T09:05:00.250Z',
			latenessMilliseconds: 250,
		});
	});

	test('has the same idempotency key however often it is handed out', () => {
		const keyOf = (claim: Partial<Claim>) => jsonOf({}, claim).reminder.idempotencyKey;
		expect(keyOf({ token: 'a' })).toBe(keyOf({ token: 'b', redelivery: true }));
		expect(keyOf({ reminderNumber: 1 })).not.toBe(keyOf({ reminderNumber: 2 }));
	});

	test('has another idempotency key at its next planned time, when it was missed', () => {
		const keys = [0, 1, 2].map(
			(missedReminders) => jsonOf({ missedReminders }).reminder.idempotencyKey,
		);
		expect(keys).toEqual(['escalation-1:1', 'escalation-1:1:1', 'escalation-1:1:2']);
	});

	test('carries the links by which somebody says what becomes of it', () => {
		const links = {
			acknowledge: 'https://n8n.example.com/webhook/page?t=1',
			more: [{ text: 'Approve', url: 'https://n8n.example.com/webhook-waiting/1' }],
			board: 'https://n8n.example.com/webhook/page?t=2',
		};
		const json = (output: Claim['output']) =>
			outputJson(
				{ escalation: anEscalation({ event }), claim: aClaim({ output }), timeline: [], links },
				levels,
				T0,
			);
		expect(json('reminder').links).toEqual(links);
		const { more, board } = links;
		expect(json('exhausted').links).toEqual({ more, board });
		expect(json('failing').links).toEqual({ board });
		expect(json('replied')).not.toHaveProperty('links');
		expect(jsonOf({})).not.toHaveProperty('links');
	});

	test('tells how many messages it is about, and of when the newest is', () => {
		const latestMessageAt = T0 + 2 * MINUTE;
		expect(jsonOf({ messageCount: 3, latestMessageAt }).messages).toEqual({
			count: 3,
			latestAt: '2026-01-05T09:02:00.000Z',
		});
	});

	test('does not say the name of a customer twice', () => {
		const known = (visitor: object) => jsonOf({ event: { visitor } }).text.split('\n')[1];
		expect(known({ nickname: 'Xiao Ming' })).toBe('Customer: Xiao Ming');
		expect(known({ name: '', nickname: 'Xiao Ming', id: '7' })).toBe('Customer: Xiao Ming');
	});

	test('speaks of the conversation by the key that the node uses', () => {
		expect(jsonOf({}).conversation).toEqual({
			key: 'twt:shop:Visitor15',
			subject: 'Parcel',
			effect: 'opens',
		});
	});

	test('has the words of the source for it until the reply, and what is so from then on', () => {
		const conversation = {
			subject: 'Parcel',
			status: 'unreplied',
			effect: 'opens',
			timeoutSeconds: 300,
			isLastWord: true,
		};
		const of = (escalation: Partial<EscalationWithEvent>, claim: Partial<Claim> = {}) =>
			jsonOf({ event: { ...event, conversation }, ...escalation }, claim);
		const waits = { ...conversation, key: 'twt:shop:Visitor15' };
		expect(of({}).conversation).toEqual(waits);
		const exhausted = of({ state: 'exhausted', endedAt: T0 }, { output: 'exhausted' });
		expect(exhausted.conversation).toEqual(waits);
		const replied = of({ state: 'replied', endedAt: T0 }, { output: 'replied' });
		expect(replied.conversation).toEqual({
			key: 'twt:shop:Visitor15',
			subject: 'Parcel',
			status: 'replied',
		});
		expect(replied.event.conversation).toEqual(conversation);
	});

	test('does not carry its history, which the end has', () => {
		expect(jsonOf({}).escalation).not.toHaveProperty('timeline');
	});

	test('does not carry the token of its claim', () => {
		expect(JSON.stringify(jsonOf({}))).not.toContain('secret token');
	});

	test('never says that somebody waits for less than nothing', () => {
		expect(jsonOf({ waitingSince: T0 + 60 * MINUTE }).waiting).toMatchObject({
			seconds: 0,
			readable: '0 s',
		});
	});
});

describe('after somebody held it', () => {
	const lastHold: Hold = {
		kind: 'acknowledged',
		by: 'Li Lei',
		at: T0 - 30 * MINUTE,
		until: T0,
	};
	const lastLine = (changes: Partial<Hold>, claim: Partial<Claim> = {}) =>
		jsonOf({ lastHold: { ...lastHold, ...changes } }, claim)
			.text.split('\n')
			.at(-1);

	test('a reminder says who it was, and for how long', () => {
		expect(lastLine({})).toBe('Li Lei was on it for 30 min');
		expect(lastLine({ kind: 'snoozed' })).toBe('Li Lei snoozed reminders for 30 min');
		expect(lastLine({ by: null })).toBe('Someone was on it for 30 min');
		expect(jsonOf({ lastHold }).lastHold).toEqual({
			...lastHold,
			at: '2026-01-05T08:30:00.000Z',
			until: '2026-01-05T09:00:00.000Z',
		});
	});

	test('Replied does not speak of that any more', () => {
		expect(lastLine({}, { output: 'replied' })).toBe('Message: Where is my parcel?');
	});

	test('what nobody held says nothing of it', () => {
		expect(jsonOf({})).not.toHaveProperty('lastHold');
	});
});

describe('that reminders cannot be sent', () => {
	const failing = {
		since: T0 + MINUTE,
		reminderNumber: 2,
		reason: 'The robot is gone',
		announceAt: null,
		failures: 0,
	};

	test('is said with the reason', () => {
		const said = jsonOf(
			{ failing, missedReminders: 1 },
			{ output: 'failing', reminderNumber: null },
		);
		expect(said.text).toMatch(
			/^No reply to Visitor15 for 5 min, and reminder 2 could not be sent: The robot is gone\n/,
		);
		expect(said.escalation).toMatchObject({
			endedAt: null,
			failing: {
				since: '2026-01-05T09:01:00.000Z',
				reminderNumber: 2,
				missedReminders: 1,
				reason: 'The robot is gone',
			},
		});
	});

	test('has a key of its own each time that it begins', () => {
		const keyOf = (since: number) =>
			jsonOf({ failing: { ...failing, since } }, { output: 'failing', reminderNumber: null })
				.escalation.idempotencyKey;
		expect(keyOf(T0)).toBe(keyOf(T0));
		expect(keyOf(T0)).not.toBe(keyOf(T0 + MINUTE));
	});
});

test('several that leave together are one item with all of them', () => {
	const gatedOutputs = ['a', 'b'].map((conversationKey) => ({
		escalation: anEscalation({
			conversationKey,
			policy: aPolicy({ digest: { key: 'my-shop', within: MINUTE } }),
		}),
		claim: aClaim(),
		timeline: [],
	}));
	const json = digestJson(gatedOutputs, levels, T0 + 5 * MINUTE);
	expect(json).toMatchObject({
		digest: { by: 'my-shop', count: 2 },
		conversations: [{ conversation: { key: 'a' } }, { conversation: { key: 'b' } }],
	});
	expect(json.text).toMatch(/Conversation: a\n[^]*\n\nNo reply[^]*Conversation: b\n/);
});

test.each([
	['reminder', 'a board'],
	['exhausted', 'a board'],
	['replied', undefined],
	['failing', 'a board'],
] as const)('several by %s lead to the board as one does', (output, board) => {
	const reminderNumber = output === 'reminder' ? 1 : null;
	const gatedOutputs = ['a', 'b'].map((conversationKey) => ({
		escalation: anEscalation({
			conversationKey,
			failing: { since: T0, announceAt: T0, failures: 0, reminderNumber: 1, reason: 'gone' },
		}),
		claim: aClaim({ output, reminderNumber }),
		timeline: [],
		links: { board: 'a board' },
	}));
	const one = outputJson(gatedOutputs[0], levels, T0) as { links?: { board?: string } };
	const several = digestJson(gatedOutputs, levels, T0) as { links?: { board?: string } };
	expect([one.links?.board, several.links?.board]).toEqual([board, board]);
});

describe('the end', () => {
	const ended = { endedAt: T0 + 12 * MINUTE, reminderCount: 2 };

	test('by a reply says after how long and by whom', () => {
		const json = jsonOf(
			{ ...ended, state: 'replied', endedBy: 'Li Lei' },
			{ output: 'replied', reminderNumber: null },
			T0 + 13 * MINUTE,
		);
		expect(json.text).toMatch(
			/^Visitor15 got a reply after 12 min\n[^]*\nReplied by: Li Lei\nReminders: 2\n/,
		);
		expect(json.reminder).toBeUndefined();
		expect(json.waiting).toMatchObject({ seconds: 12 * 60 });
		expect(json.escalation).toMatchObject({
			state: 'replied',
			endedAt: '2026-01-05T09:12:00.000Z',
			endedBy: 'Li Lei',
			failing: null,
			reminderCount: 2,
			timeline: [{ at: '2026-01-05T09:00:00.000Z', what: 'opened' }],
		});
	});

	test('by silence does not say that somebody replied', () => {
		const json = jsonOf(
			{ ...ended, state: 'replied', endedBecause: 'silence' },
			{ output: 'replied', reminderNumber: null },
		);
		expect(json.text).toMatch(
			/^Visitor15: nothing more from the source after 12 min, which counts as a reply\n[^]*\nReminders: 2\n/,
		);
	});

	test.each([
		['maximumReminders', /^Still no reply to Visitor15 after 12 min and 2 reminders\n/],
		['reminderFailed', /^No reply to Visitor15 for 12 min, and reminder 3 could not be sent\n/],
	] as const)('in vain, because of %s', (endedBecause, text) => {
		const json = jsonOf(
			{ ...ended, state: 'exhausted', endedBecause },
			{ output: 'exhausted', reminderNumber: null },
			T0 + 12 * MINUTE + SECOND,
		);
		expect(json.text).toMatch(text);
		expect(json.escalation).toMatchObject({ state: 'exhausted', endedBecause });
	});

	test('after one reminder speaks of one', () => {
		const json = jsonOf(
			{ ...ended, reminderCount: 1, state: 'exhausted', endedBecause: 'timeLimit' },
			{ output: 'exhausted', reminderNumber: null },
		);
		expect(json.text).toMatch(/^Still no reply to Visitor15 after 12 min and 1 reminder\n/);
		expect(json.escalation).toMatchObject({ endedBecause: 'timeLimit' });
	});

	test('has an idempotency key of its own, whatever was missed before', () => {
		const replied = jsonOf(
			{ ...ended, state: 'replied', missedReminders: 2 },
			{ output: 'replied', reminderNumber: null },
		);
		expect(replied.escalation.idempotencyKey).toBe('escalation-1:replied');
	});
});

test('without a maximum, none is told', () => {
	const json = jsonOf({ policy: aPolicy({ maximumReminders: 0 }) }, { reminderNumber: 9 });
	expect(json.text).toMatch(/^No reply to Visitor15 for 5 min \(reminder 9\)\n/);
	expect(json.reminder).toMatchObject({ number: 9, maximum: null, isLast: false });
});

test('the maximum is the one of the policy that it opened with', () => {
	const json = jsonOf({ policy: aPolicy({ maximumReminders: 7 }) });
	expect(json.escalation.maximumReminders).toBe(7);
});
