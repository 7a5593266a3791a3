import { twtChat } from '../../../../src/events/sources/twtChat';
import {
	eventIn,
	eventRequest,
	eventsIn,
	problemIn,
	RECEIVED_AT,
} from '../../../support/sources/eventRequest.mts';
import { twtSignatureVectors } from '../../../support/sources/signatureVectors.mts';
import {
	exampleConversation,
	offlineFormExample,
	preChatFormExample,
	signature,
	unreplied,
	unrepliedExample,
} from '../../../support/sources/twtChat.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

const eventOf = (body: string) => eventIn(twtChat, { body });
const eventsOf = (body: string) => eventsIn(twtChat, { body });
const problemOf = (body: unknown) => problemIn(twtChat, { body });

/** What the three examples of the documentation have in common. */
const documented = {
	source: 'twtChat',
	occurredAt: '2025-12-11T07:54:12.000Z',
	visitor: { id: undefined, name: 'Visitor15', nickname: 'visitor nickname' },
	agent: { name: 'ctccccd' },
	project: { name: 'test' },
	text: '1',
};

describe('the documented examples', () => {
	it('reads UNREPLIED', () => {
		expect(eventOf(unrepliedExample)).toMatchObject({
			...documented,
			type: 'UNREPLIED',
			kind: 'message.unreplied',
			conversation: {
				key: exampleConversation,
				effect: 'opens',
				subject: 'New Conversation',
				status: 'unreplied',
				pushTimes: 4,
				timeoutSeconds: 289,
			},
		});
	});

	it.each([
		['PRE_CHAT_FORM_SUBMIT', preChatFormExample, 'form.preChat'],
		['OFFLINE_FORM_SUBMIT', offlineFormExample, 'form.offline'],
	])('reads %s', (type, example, kind) => {
		expect(eventOf(example)).toMatchObject({
			...documented,
			type,
			kind,
			conversation: {
				key: exampleConversation,
				effect: 'opens',
				subject: 'New Conversation',
				status: undefined,
				pushTimes: undefined,
				timeoutSeconds: undefined,
			},
		});
	});

	it.each([unrepliedExample, preChatFormExample, offlineFormExample])(
		'keeps the untouched body of %.60s',
		(example) => {
			const event = eventOf(example);
			expect(event.raw).toEqual(JSON.parse(example));
		},
	);

	it('keeps of a body with several visitors each with their own', () => {
		const body = JSON.parse(unrepliedExample) as { content: object[] };
		const [first] = body.content;
		const second = { ...first, visitor_name: 'Visitor-2' };
		const [, event] = eventsIn(twtChat, { body: { ...body, content: [first, second] } });
		expect(event.raw).toEqual({ ...body, content: [second] });
	});
});

describe('status', () => {
	it.each([
		['1', 'unreplied'],
		['2', 'queued'],
		['3', 'pending'],
		[3, 'pending'],
	])('%p means that the customer waits', (status, words) => {
		expect(eventOf(unreplied({ status }))).toMatchObject({
			kind: 'message.unreplied',
			conversation: { effect: 'opens', status: words },
		});
	});

	it.each(['4', 4])('%p means that somebody replied, at the time of sending', (status) => {
		expect(eventOf(unreplied({ status }))).toMatchObject({
			kind: 'message.replied',
			occurredAt: '2025-12-11T07:59:01.000Z',
			conversation: { effect: 'ends', status: 'replied' },
		});
	});
});

describe('conversation', () => {
	it('says which word is the last of TWT Chat: the fourth push, and a form, come no more, answered or not', () => {
		const pushed = [1, 2, 3, 4].map((times) => unreplied({ push_times: times }));
		const isLast = (body: string) => eventOf(body).conversation?.isLastWord;
		expect(pushed.map(isLast)).toEqual([undefined, undefined, undefined, true]);
		expect([preChatFormExample, offlineFormExample].map(isLast)).toEqual([true, true]);
		// Nobody knows what comes after what is new to us.
		expect(isLast(unreplied({}, { event: 'CHAT_CLOSED' }))).toBeUndefined();
	});

	it('is the same for each repetition of one message', () => {
		const keys = [1, 2, 3, 4].map((times) => {
			const { conversation } = eventOf(unreplied({ push_times: times }));
			return [conversation?.key, conversation?.pushTimes];
		});
		expect(keys).toEqual([1, 2, 3, 4].map((times) => [exampleConversation, times]));
	});

	it('goes by the customer identifier of the embedding site where there is one', () => {
		const { conversation, visitor } = eventOf(unreplied({ sbs: 'customer-42' }));
		expect(conversation?.key).toBe('twt:test:sbs=customer-42');
		expect(visitor).toMatchObject({ id: 'customer-42', name: 'Visitor15' });
	});

	it('does not mix visitors of the same name in two projects', () => {
		expect(eventOf(unreplied({ property_name: 'shop' })).conversation?.key).toBe(
			'twt:shop:name=Visitor15',
		);
	});
});

describe('identity of a delivery', () => {
	const id = (content = {}, envelope = {}) => eventOf(unreplied(content, envelope)).id;

	it('rests neither on webhook_id nor on the time of sending, which a repetition changes', () => {
		expect(id({}, { created_at: 1765440000 })).toBe(id());
		expect(id({}, { webhook_id: 'other' })).toBe(id());
	});

	it.each([
		{ push_times: 3 },
		{ message_content: '2' },
		{ created_at: 1765439653 },
		{ visitor_name: 'Visitor16' },
		{ property_name: 'shop' },
		{ status: '2' },
	])('differs with %p', (content) => {
		expect(id(content)).not.toBe(id());
	});

	it('differs between the two forms', () => {
		expect(eventOf(preChatFormExample).id).not.toBe(eventOf(offlineFormExample).id);
	});
});

describe('what the documentation leaves open', () => {
	it('lets an event that it does not know pass with a notice, since "more event types may be added"', () => {
		const event = eventOf(unreplied({}, { event: 'CHAT_STARTED' }));
		expect(event).toMatchObject({
			type: 'CHAT_STARTED',
			kind: 'other',
			notice: expect.stringContaining('CHAT_STARTED'),
			// It may be an answer as well as a question.
			conversation: { key: exampleConversation, effect: 'continues' },
		});
		expect(eventOf(unrepliedExample).notice).toBeUndefined();
	});

	it('makes one event of each entry of content', () => {
		const body = JSON.parse(unrepliedExample);
		body.content.push({ ...body.content[0], visitor_name: 'Visitor16' });
		expect(eventsOf(JSON.stringify(body)).map(({ conversation }) => conversation?.key)).toEqual([
			'twt:test:name=Visitor15',
			'twt:test:name=Visitor16',
		]);
		expect(eventsOf(JSON.stringify({ ...body, content: [] }))).toEqual([]);
	});

	it('takes every field of content as optional, but needs to know whose conversation it is', () => {
		const event = eventOf(
			JSON.stringify({
				created_at: 1765439941,
				event: 'UNREPLIED',
				content: [{ visitor_name: 'Visitor15' }],
			}),
		);
		expect(event).toMatchObject({
			kind: 'message.unreplied',
			occurredAt: '2025-12-11T07:59:01.000Z',
			conversation: { key: 'twt::name=Visitor15' },
			agent: undefined,
			project: undefined,
			text: undefined,
		});
		expect(problemOf(unreplied({ visitor_name: '', sbs: null }))).toMatchObject({
			field: 'content.0.visitor_name',
		});
	});
});

describe('a body that is not TWT Chat’s', () => {
	it.each<[string, unknown, string]>([
		['nothing', '', ''],
		['text', 'UNREPLIED', ''],
		['a list', [], ''],
		['no event', { created_at: 1765439941, content: [] }, 'event'],
		['no time', { event: 'UNREPLIED', content: [] }, 'created_at'],
		['a wrong time', { created_at: 'now', event: 'UNREPLIED', content: [] }, 'created_at'],
		['no content', { created_at: 1765439941, event: 'UNREPLIED' }, 'content'],
		['content of text', { created_at: 1765439941, event: 'X', content: ['hello'] }, 'content.0'],
		['a status of its own', JSON.parse(unreplied({ status: '5' })), 'content.0.status'],
		['push_times of words', JSON.parse(unreplied({ push_times: 'x' })), 'content.0.push_times'],
		['half a push', JSON.parse(unreplied({ push_times: 1.5 })), 'content.0.push_times'],
		['negative seconds', JSON.parse(unreplied({ time_sec: -1 })), 'content.0.time_sec'],
	])('%s is refused by the name of the field', (_, body, field) => {
		const problem = problemOf(body);
		expect(problem.field).toBe(field);
		expect(problem.message).not.toBe('');
		expect(problem.advice).toContain('TWT Chat');
	});
});

describe('the signature', () => {
	const now = RECEIVED_AT;
	const verify = (
		body: string,
		secret: string,
		given: string | undefined,
		tolerance?: number,
		headers: Record<string, string> = given === undefined ? {} : { 'X-Chat-Signature': given },
	) => verdictOf(twtChat, eventRequest({ body, headers }), secret, { now, tolerance });

	it.each(twtSignatureVectors)('accepts $signature', ({ body, secret, signature: right }) => {
		expect(verify(body, secret, right)).toEqual({ ok: true });
		expect(verify(body, secret, right.toUpperCase())).toEqual({ ok: true });
	});

	it('is of the bytes, not of what the JSON says: the same JSON written otherwise has another', () => {
		const [, plain, escaped] = twtSignatureVectors;
		expect(JSON.parse(plain.body)).toEqual(JSON.parse(escaped.body));
		expect(verify(escaped.body, plain.secret, plain.signature)).toMatchObject({ reason: 'wrong' });
	});

	it('is missed where it is not', () => {
		expect(verify(unrepliedExample, 'secret', undefined)).toMatchObject({
			ok: false,
			reason: 'missing',
			field: 'x-chat-signature',
		});
	});

	it('grows old only when a limit was set, as TWT Chat may repeat a push later', () => {
		// created_at of the example is 59 s before the request arrives.
		const right = signature(unrepliedExample, 'secret');
		expect(verify(unrepliedExample, 'secret', right)).toEqual({ ok: true });
		expect(verify(unrepliedExample, 'secret', right, 60_000)).toEqual({ ok: true });
		expect(verify(unrepliedExample, 'secret', right, 58_000)).toMatchObject({
			reason: 'stale',
			field: 'created_at',
		});
	});
});
