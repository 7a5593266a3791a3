import type { Claim, Escalation } from '../../../src/escalation/escalation';
import { outputJson } from '../../../src/escalation/pushItem';
import { MINUTE, SECOND } from '../../../src/time/duration';
import { anEscalation, aPolicy, T0 } from '../../support/escalations.mts';

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
	output: 'push',
	pushNumber: 1,
	plannedFor: T0 + 5 * MINUTE,
	gatedAt: T0 + 5 * MINUTE,
	redelivery: false,
	settlesAtGate: false,
	...changes,
});

const levels = [{ name: 'Lead', fromPush: 3 }];

function jsonOf(
	escalation: Partial<Escalation>,
	claim: Partial<Claim> = {},
	now = T0 + 5 * MINUTE,
) {
	const act = { escalation: anEscalation({ event, ...escalation }), claim: aClaim(claim) };
	return outputJson({ ...act, timeline: [{ at: T0, what: 'opened' }] }, levels, now) as any;
}

describe('a push', () => {
	test('says who waits, how long, where, and what they wrote', () => {
		expect(jsonOf({}).text).toBe(
			[
				'No reply for 5 min (push 1 of 4)',
				'Customer: Visitor15 (Xiao Ming)',
				'Project: my-shop',
				'Agent: ctccccd',
				'Message: Where is my parcel?',
			].join('\n'),
		);
	});

	test('names the conversation when nothing is known of the customer', () => {
		expect(jsonOf({ event: {}, conversationKey: 'order 7' }).text).toBe(
			'No reply for 5 min (push 1 of 4)\nConversation: order 7',
		);
	});

	test.each([
		[{ visitor: 'a string', project: [], agent: 7, text: { deep: true }, conversation: null }],
		[{ visitor: null, project: { name: 7 }, text: ['a'], conversation: 'key' }],
	])('is made of whatever another node sent: %j', (foreign) => {
		const json = jsonOf({ event: foreign });
		expect(json.text).toBe('No reply for 5 min (push 1 of 4)\nConversation: twt:shop:Visitor15');
		expect(json.conversation.key).toBe('twt:shop:Visitor15');
	});

	test.each([
		[1, true, false],
		[2, false, false],
		[4, false, true],
	])('number %s of 4: first %s, last %s', (number, isFirst, isLast) => {
		expect(jsonOf({}, { pushNumber: number }).push).toMatchObject({
			number,
			maximum: 4,
			isFirst,
			isLast,
		});
	});

	test.each([
		[2, 1, 'Push'],
		[3, 2, 'Lead'],
		[4, 2, 'Lead'],
	])('number %s is of level %s, %s', (number, level, levelName) => {
		expect(jsonOf({}, { pushNumber: number }).push).toMatchObject({ level, levelName });
	});

	test('tells when it was planned and how late it is', () => {
		expect(jsonOf({}, {}, T0 + 5 * MINUTE + 250).push).toMatchObject({
			plannedFor: '2026-01-05T09:05:00.000Z',
			sentAt: '2026-01-05T09:05:00.250Z',
			latenessMilliseconds: 250,
		});
	});

	test('has the same idempotency key however often it is handed out', () => {
		const keyOf = (claim: Partial<Claim>) => jsonOf({}, claim).push.idempotencyKey;
		expect(keyOf({ token: 'a' })).toBe(keyOf({ token: 'b', redelivery: true }));
		expect(keyOf({ pushNumber: 1 })).not.toBe(keyOf({ pushNumber: 2 }));
	});

	test('speaks of the conversation by the key that the node uses', () => {
		expect(jsonOf({}).conversation).toEqual({
			key: 'twt:shop:Visitor15',
			subject: 'Parcel',
			effect: 'opens',
		});
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

describe('the end', () => {
	const ended = { endedAt: T0 + 12 * MINUTE, pushCount: 2 };

	test('by a reply says after how long and by whom', () => {
		const json = jsonOf(
			{ ...ended, state: 'replied', endedBy: 'Li Lei' },
			{ output: 'replied', pushNumber: null },
			T0 + 13 * MINUTE,
		);
		expect(json.text).toMatch(/^Replied after 12 min by Li Lei, pushes sent: 2\n/);
		expect(json.push).toBeUndefined();
		expect(json.waiting).toMatchObject({ seconds: 12 * 60 });
		expect(json.escalation).toMatchObject({
			state: 'replied',
			endedAt: '2026-01-05T09:12:00.000Z',
			endedBy: 'Li Lei',
			pushCount: 2,
			timeline: [{ at: '2026-01-05T09:00:00.000Z', what: 'opened' }],
		});
	});

	test.each([
		['maximumPushes', /^Still no reply after 12 min and 2 pushes\n/],
		['pushFailed', /^No reply for 12 min, and push 3 could not be sent\n/],
	] as const)('in vain, because of %s', (endedBecause, text) => {
		const json = jsonOf(
			{ ...ended, state: 'exhausted', endedBecause },
			{ output: 'exhausted', pushNumber: null },
			T0 + 12 * MINUTE + SECOND,
		);
		expect(json.text).toMatch(text);
		expect(json.escalation).toMatchObject({ state: 'exhausted', endedBecause });
	});

	test('after one push speaks of one', () => {
		const json = jsonOf(
			{ ...ended, pushCount: 1, state: 'exhausted', endedBecause: 'timeLimit' },
			{ output: 'exhausted', pushNumber: null },
		);
		expect(json.text).toMatch(/^Still no reply after 12 min and 1 push\n/);
		expect(json.escalation).toMatchObject({ endedBecause: 'timeLimit' });
	});

	test('has an idempotency key of its own', () => {
		const replied = jsonOf({ ...ended, state: 'replied' }, { output: 'replied', pushNumber: null });
		expect(replied.escalation.idempotencyKey).toBe('escalation-1:replied');
	});
});

test('without a maximum, none is told', () => {
	const json = jsonOf({ policy: aPolicy({ maximumPushes: 0 }) }, { pushNumber: 9 });
	expect(json.text).toMatch(/^No reply for 5 min \(push 9\)\n/);
	expect(json.push).toMatchObject({ number: 9, maximum: null, isLast: false });
});

test('the maximum is the one of the policy that it opened with', () => {
	const json = jsonOf({ policy: aPolicy({ maximumPushes: 7 }) });
	expect(json.escalation.maximumPushes).toBe(7);
});
