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
		['another body', { foo: 1 }, 'event'],
		['an event that is none', { event: 1, content: [] }, 'event'],
		['no content', { created_at: 1765439941, event: 'UNREPLIED' }, 'content'],
		['content of text', { event: 'UNREPLIED', content: ['hello'] }, 'content.0'],
		['nobody', JSON.parse(unreplied({ sbs: null, visitor_name: ' ' })), 'content.0.visitor_name'],
		['nobody alone', { event: 'UNREPLIED', content: {} }, 'content.visitor_name'],
	])('%s is refused by the name of the field', (_, body, field) => {
		const problem = problemOf(body);
		expect(problem.field).toBe(field);
		expect(problem.message).not.toMatch(/^$|Invalid|undefined/);
		expect(problem.advice).toContain('TWT Chat');
	});
});

describe('a side field', () => {
	const [content] = (JSON.parse(unreplied()) as { content: object[] }).content;

	it.each<[string, unknown]>([
		...['5', '', null, 5, true, {}].map((status): [string, unknown] => [
			`the status ${JSON.stringify(status)}`,
			JSON.parse(unreplied({ status })),
		]),
		...[null, 0, '', 1765439652000, '1765439652', '2025-12-11T07:54:12Z', 'yesterday', {}].flatMap(
			(at): Array<[string, unknown]> => [
				[`the message’s time ${JSON.stringify(at)}`, JSON.parse(unreplied({ created_at: at }))],
				[`the push’s time ${JSON.stringify(at)}`, JSON.parse(unreplied({}, { created_at: at }))],
			],
		),
		[
			'no times',
			{ event: 'UNREPLIED', content: [{ visitor_name: 'Visitor15', property_name: 'test' }] },
		],
		['no webhook', JSON.parse(unreplied({}, { webhook_id: null }))],
		['a number of the webhook', JSON.parse(unreplied({}, { webhook_id: 7 }))],
		['words for its numbers', JSON.parse(unreplied({ push_times: 'x', time_sec: 'y' }))],
		['half a push', JSON.parse(unreplied({ push_times: 1.5, time_sec: -1 }))],
		['lists and numbers for texts', JSON.parse(unreplied({ subject: [], visitor_nickname: 5 }))],
		['a conversation instead of the list', { event: 'UNREPLIED', content }],
	])('refuses nobody who waits: %s', (_, body) => {
		expect(eventIn(twtChat, { body })).toMatchObject({
			kind: 'message.unreplied',
			conversation: { key: exampleConversation, effect: 'opens' },
		});
	});

	it('may be a number: the customer, and what was written', () => {
		expect(
			eventIn(twtChat, { body: unreplied({ sbs: 234442313, message_content: 42 }) }),
		).toMatchObject({
			conversation: { key: 'twt:test:sbs=234442313' },
			visitor: { id: '234442313' },
			text: '42',
		});
		const body = unreplied({ sbs: 1 }).replace('"sbs":1', '"sbs":1790000000000000001');
		expect(eventIn(twtChat, { body }).conversation?.key).toBe('twt:test:sbs=1790000000000000001');
	});

	it('that is not understood is told of, and that a number answers is understood', () => {
		const event = (changes: Record<string, unknown>) =>
			eventIn(twtChat, { body: unreplied(changes) });
		expect(event({ status: '5' }).notice).toContain('status');
		expect(event({ created_at: 'yesterday' }).notice).toContain('time');
		expect(event({ created_at: 1765439652000 }).occurredAt).toBe('2025-12-11T07:54:12.000Z');
		expect(event({ created_at: null }).occurredAt).toBe('2025-12-11T07:59:01.000Z');
		expect(event({}).notice).toBeUndefined();
		expect(event({ status: 4 }).kind).toBe('message.replied');
	});
});

describe('an event that is new to us', () => {
	it.each<[string, object]>([
		['without content', { event: 'AGENT_JOINED' }],
		['of another shape', { event: 'AGENT_JOINED', content: 'Anna', data: { agent: 'Anna' } }],
		['with a list of texts', { event: 'AGENT_JOINED', content: ['Anna'] }],
	])('is other, %s, with a notice', (_, body) => {
		const event = eventIn(twtChat, { body });
		expect(event).toMatchObject({
			type: 'AGENT_JOINED',
			kind: 'other',
			conversation: undefined,
			notice: expect.stringContaining('AGENT_JOINED'),
			raw: body,
		});
		expect(eventIn(twtChat, { body: { ...body, more: 1 } }).id).not.toBe(event.id);
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
