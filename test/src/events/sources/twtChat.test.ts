import type { ServiceEvent } from '../../../../src/events/serviceEvent';
import { serviceEventSchema } from '../../../../src/events/serviceEvent';
import { twtChat } from '../../../../src/events/sources/twtChat';
import {
	exampleConversation,
	offlineFormExample,
	preChatFormExample,
	unreplied,
	unrepliedExample,
} from '../../../support/twtChat.mts';

function eventsOf(body: string): ServiceEvent[] {
	const parsed = twtChat.parse(JSON.parse(body));
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
	return parsed.events;
}
const eventOf = (body: string) => eventsOf(body)[0];

function problemOf(body: unknown) {
	const parsed = twtChat.parse(body);
	if (parsed.ok) throw new Error('it was accepted');
	return parsed.problem;
}

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
			expect(serviceEventSchema.parse(JSON.parse(JSON.stringify(event)))).toBeTruthy();
		},
	);
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
			conversation: { effect: 'answers', status: 'replied' },
		});
	});
});

describe('conversation', () => {
	it('is the same for each of the repeated pushes of one message', () => {
		const keys = [1, 2, 3, 4].map((times) => {
			const { conversation } = eventOf(unreplied({ push_times: times }));
			return [conversation?.key, conversation?.pushTimes];
		});
		expect(keys).toEqual([1, 2, 3, 4].map((times) => [exampleConversation, times]));
	});

	it('goes by the customer identifier of the embedding site where there is one', () => {
		const { conversation, visitor } = eventOf(unreplied({ sbs: 'customer-42' }));
		expect(conversation?.key).toBe('twt:test:customer-42');
		expect(visitor).toMatchObject({ id: 'customer-42', name: 'Visitor15' });
	});

	it('does not mix visitors of the same name in two projects', () => {
		expect(eventOf(unreplied({ property_name: 'shop' })).conversation?.key).toBe(
			'twt:shop:Visitor15',
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
	it('lets an event that it does not know pass, since "more event types may be added"', () => {
		const event = eventOf(unreplied({}, { event: 'CHAT_STARTED' }));
		expect(event).toMatchObject({ type: 'CHAT_STARTED', kind: 'other' });
	});

	it('makes one event of each entry of content', () => {
		const body = JSON.parse(unrepliedExample);
		body.content.push({ ...body.content[0], visitor_name: 'Visitor16' });
		expect(eventsOf(JSON.stringify(body)).map(({ conversation }) => conversation?.key)).toEqual([
			'twt:test:Visitor15',
			'twt:test:Visitor16',
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
			conversation: { key: 'twt::Visitor15' },
			agent: undefined,
			project: undefined,
			text: undefined,
		});
		expect(problemOf(JSON.parse(unreplied({ visitor_name: '', sbs: null })))).toMatchObject({
			field: 'content.0.visitor_name',
		});
	});
});

describe('a body that is not TWT Chat’s', () => {
	it.each<[string, unknown, string]>([
		['nothing', undefined, ''],
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
		expect(problem.hint).toContain('TWT Chat');
	});
});
