import { intercom } from '../../../../src/events/sources/intercom';
import { eventIn, eventRequest, problemIn } from '../../../support/sources/eventRequest.mts';
import {
	fin,
	intercomEvent,
	intercomNext,
	intercomPeople,
	intercomPing,
	intercomQuestion,
	intercomReply,
	intercomTicket,
	intercomTicketPart,
} from '../../../support/sources/intercom.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

const { customer, teammate } = intercomPeople;
const KEY = 'intercom:215472621202693@abc123def';
const effectOf = (body: object, botAccounts: string[] = []) =>
	eventIn(intercom, { body }, { botAccounts }).conversation?.effect;

describe('Intercom', () => {
	it('opens a conversation with the first words of a customer', () => {
		expect(eventIn(intercom, { body: intercomQuestion() })).toMatchObject({
			type: 'conversation.user.created',
			kind: 'message.unreplied',
			occurredAt: '2026-01-10T07:56:29.000Z',
			conversation: { key: KEY, effect: 'opens', status: 'open' },
			visitor: { id: customer.id, name: 'Rose Poodle' },
			text: 'Is anybody there?',
			severity: undefined,
			actor: undefined,
			raw: intercomQuestion(),
		});
	});

	it('reads the form of older versions, too', () => {
		const { data, ...notification } = intercomQuestion();
		const { id, created_at, state } = data.item as unknown as Record<string, unknown>;
		const item = {
			...{ type: 'conversation', id, created_at, state, user: customer },
			assignee: { type: 'admin', id: '1957471', name: 'Tim', email: 'tim@example.com' },
			conversation_message: { subject: '', body: '<p>Hello everyone!</p>' },
			conversation_parts: { conversation_parts: [] },
			links: { conversation_web: 'https://app.intercom.io/a/apps/abc123def/conversations/2154' },
		};
		expect(eventIn(intercom, { body: { ...notification, data: { ...data, item } } })).toMatchObject(
			{
				conversation: { key: KEY, effect: 'opens' },
				visitor: { id: customer.id, name: 'Rose Poodle' },
				agent: { name: 'Tim' },
				text: 'Hello everyone!',
				url: 'https://app.intercom.io/a/apps/abc123def/conversations/2154',
			},
		);
	});

	it('shows what is new of what a customer adds, as a reader sees it', () => {
		expect(eventIn(intercom, { body: intercomNext() })).toMatchObject({
			kind: 'message.unreplied',
			occurredAt: '2026-01-10T08:07:30.000Z',
			conversation: { key: KEY, effect: 'opens' },
			visitor: { name: 'Rose Poodle' },
			text: 'Well, I need some help & more.',
		});
		// A picture alone: not the words from before.
		expect(eventIn(intercom, { body: intercomNext({ body: null }) }).text).toBeUndefined();
	});

	it('takes what a teammate writes for an answer', () => {
		expect(eventIn(intercom, { body: intercomReply() })).toMatchObject({
			kind: 'message.replied',
			conversation: { key: KEY, effect: 'ends' },
			visitor: { id: customer.id },
			actor: { id: '9608799', name: 'John Doe' },
			text: 'How can I help?',
		});
		expect(effectOf(intercomReply({ part_type: 'assignment' }))).toBe('ends');
		// Written with the help of the AI agent, but by a person.
		expect(effectOf(intercomReply({ author: { ...teammate, is_ai_answer: true } }))).toBe('ends');
		expect(effectOf(intercomReply({ author: { type: 'admin', id: '1' } }))).toBe('ends');
	});

	it.each<[string, object]>([
		['a bot', fin],
		['the AI agent by the name of a teammate', { ...teammate, from_ai_agent: true }],
		['Operator, as older versions have it', { ...fin, type: 'admin', name: 'Operator' }],
	])('takes what %s writes for none', (_, author) => {
		expect(effectOf(intercomReply({ author }))).toBeUndefined();
		expect(effectOf(intercomTicketPart('ticket.admin.replied', author))).toBeUndefined();
	});

	it('knows bots of one’s own by name and by e-mail address', () => {
		expect(effectOf(intercomReply(), ['John *'])).toBeUndefined();
		expect(effectOf(intercomReply(), ['*@example.com'])).toBeUndefined();
		expect(effectOf(intercomReply(), ['*-bot'])).toBe('ends');
	});

	it('ends with what closes or puts off, and opens again afterwards', () => {
		const by = { author: teammate };
		expect(effectOf(intercomEvent('conversation.admin.closed', by))).toBe('ends');
		expect(effectOf(intercomEvent('conversation.admin.closed', { author: fin }))).toBe('ends');
		expect(effectOf(intercomEvent('conversation.admin.snoozed', by))).toBe('ends');
		expect(effectOf(intercomEvent('conversation.admin.unsnoozed', by))).toBe('opens');
	});

	it('knows tickets, which are conversations', () => {
		expect(eventIn(intercom, { body: intercomTicket('ticket.created') })).toMatchObject({
			kind: 'ticket.created',
			conversation: {
				key: 'intercom:215472629311235@abc123def',
				effect: 'opens',
				subject: 'The parcel did not arrive',
				status: 'submitted',
			},
			// No HTML.
			text: 'It was to be here <b>yesterday</b>.',
		});
		expect(effectOf(intercomTicket('ticket.created', { category: 'Back-office' }))).toBeUndefined();
		expect(effectOf(intercomTicketPart('ticket.contact.replied', customer))).toBe('opens');
		expect(effectOf(intercomTicketPart('ticket.admin.replied', teammate))).toBe('ends');
		const state = (category: string) =>
			effectOf(intercomTicket('ticket.state.updated', { ticket_state: { category } }));
		expect(state('resolved')).toBe('ends');
		expect(state('waiting_on_customer')).toBe('ends');
		expect(state('in_progress')).toBeUndefined();
		// As version 2.9 has it.
		expect(effectOf(intercomTicket('ticket.state.updated', { ticket_state: 'resolved' }))).toBe(
			'ends',
		);
	});

	it('takes a ping for a test, and what is new to us for something else', () => {
		expect(eventIn(intercom, { body: intercomPing })).toMatchObject({
			kind: 'test',
			conversation: undefined,
		});
		expect(eventIn(intercom, { body: intercomEvent('conversation.new.topic') })).toMatchObject({
			kind: 'other',
			type: 'conversation.new.topic',
		});
	});

	it('is told what is urgent by the priority', () => {
		const { severity } = eventIn(intercom, { body: intercomQuestion({ priority: 'priority' }) });
		expect(severity).toBe('critical');
	});

	it('counts a notification once, however often Intercom tries', () => {
		const { id } = eventIn(intercom, { body: intercomNext() });
		const again = { ...intercomNext(), delivery_attempts: 2 };
		expect(eventIn(intercom, { body: again }).id).toBe(id);
		expect(eventIn(intercom, { body: { ...intercomNext(), id: 'notif_2' } }).id).not.toBe(id);
		const later = { ...intercomPing, created_at: intercomPing.created_at + 1 };
		expect(eventIn(intercom, { body: later }).id).not.toBe(
			eventIn(intercom, { body: intercomPing }).id,
		);
	});

	it('keeps the digits of long ids', () => {
		const body = JSON.stringify(intercomQuestion()).replace(
			'"215472621202693"',
			'9007199254740993',
		);
		expect(eventIn(intercom, { body }).conversation?.key).toBe(
			'intercom:9007199254740993@abc123def',
		);
	});

	it('links to the conversation where the address of Intercom is known', () => {
		const siteUrl = 'https://app.eu.intercom.com';
		expect(eventIn(intercom, { body: intercomNext() }, { siteUrl }).url).toBe(
			'https://app.eu.intercom.com/a/apps/abc123def/conversations/215472621202693',
		);
	});

	it('is proved by the HMAC-SHA1 of the body', () => {
		// As published with a client for this signature.
		const body =
			'{"type":"notification_event","id":"notif_1","topic":"conversation.user.created","app_id":"abc","created_at":1700000000,"data":{"type":"notification_event_data","item":{"type":"conversation","id":"1"}}}';
		const headers = { 'X-Hub-Signature': 'sha1=e0d6deaa5785a871c44a56b6c3138ce190b6cc98' };
		const verdict = (sent: string) =>
			verdictOf(intercom, eventRequest({ headers, body: sent }), 'intercom_secret', {
				now: Date.UTC(2026, 0, 1),
			});
		expect(verdict(body)).toEqual({ ok: true });
		expect(verdict(body.replace('abc', 'xyz'))).toMatchObject({ reason: 'wrong' });
	});

	it('says what is missing', () => {
		expect(problemIn(intercom, { body: { ...intercomNext(), topic: null } }).field).toBe('topic');
		expect(eventIn(intercom, { body: intercomQuestion({ id: null }) })).toMatchObject({
			kind: 'other',
			notice: expect.stringContaining('data.item.id'),
		});
	});
});
