import { zendesk } from '../../../../src/events/sources/zendesk';
import { MINUTE } from '../../../../src/time/duration';
import { eventIn, eventRequest, problemIn } from '../../../support/sources/eventRequest.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';
import {
	zendeskAgent,
	zendeskComment,
	zendeskEvent,
	zendeskMessage,
	zendeskReply,
	zendeskTicket,
} from '../../../support/sources/zendesk.mts';

const KEY = 'zendesk:5158@22129848';
const effectOf = (body: object, botAccounts: string[] = []) =>
	eventIn(zendesk, { body }, { botAccounts }).conversation?.effect;

describe('Zendesk', () => {
	it('opens a conversation with the ticket of a customer', () => {
		expect(eventIn(zendesk, { body: zendeskTicket() })).toMatchObject({
			type: 'zen:event-type:ticket.created',
			kind: 'ticket.created',
			occurredAt: '2025-01-08T14:25:30.123Z',
			conversation: { key: KEY, effect: 'opens', subject: 'Login', status: 'NEW' },
			visitor: { id: '8447388090494' },
			severity: 'critical',
			title: 'Login',
			text: 'Cannot login to <mobile> app',
			raw: zendeskTicket(),
		});
	});

	it('opens none with a ticket that an agent made, for the team or that is settled', () => {
		expect(effectOf(zendeskTicket({ submitter_id: zendeskAgent.id }))).toBeUndefined();
		expect(effectOf(zendeskTicket({ is_public: false }))).toBeUndefined();
		expect(effectOf(zendeskTicket({ status: 'SOLVED' }))).toBeUndefined();
		expect(effectOf(zendeskTicket({ status: 'Closed' }))).toBeUndefined();
		// Where nothing is said of it, a reminder too many is better.
		expect(effectOf(zendeskTicket({ submitter_id: null, is_public: null }))).toBe('opens');
	});

	it('opens a conversation with the comment of a customer', () => {
		expect(eventIn(zendesk, { body: zendeskComment() })).toMatchObject({
			kind: 'message.unreplied',
			conversation: { key: KEY, effect: 'opens' },
			visitor: { id: '8447388090494', name: 'Rose Poodle' },
			text: 'Is anybody there?',
			actor: undefined,
		});
		// In copy.
		expect(effectOf(zendeskComment({}, { id: '1' }))).toBe('opens');
		// By the ticket alone.
		expect(effectOf(zendeskComment({}, { is_staff: undefined }))).toBe('opens');
		expect(effectOf(zendeskComment({}, { is_staff: undefined, id: '1' }))).toBeUndefined();
	});

	it('takes what an agent writes for an answer, unless it is a bot or among agents', () => {
		expect(eventIn(zendesk, { body: zendeskReply() })).toMatchObject({
			kind: 'message.replied',
			conversation: { key: KEY, effect: 'ends' },
			actor: { id: zendeskAgent.id, name: 'Support Agent' },
			text: 'We are investigating this issue.',
		});
		expect(effectOf(zendeskReply({ is_public: false }))).toBeUndefined();
		expect(effectOf(zendeskReply({}, { id: '-1', name: 'System' }))).toBeUndefined();
		expect(effectOf(zendeskReply(), ['support *'])).toBeUndefined();
		expect(effectOf(zendeskReply({}, { name: null }))).toBe('ends');
	});

	it('lets an agent who has asked colleagues wait', () => {
		expect(effectOf(zendeskComment({}, { is_staff: true }))).toBe('opens');
	});

	it.each([
		['SOLVED', 'ticket.closed', 'ends'],
		['solved', 'ticket.closed', 'ends'],
		['Closed', 'ticket.closed', 'ends'],
		['DELETED', 'ticket.closed', 'ends'],
		['PENDING', 'ticket.updated', 'ends'],
		['HOLD', 'ticket.updated', undefined],
		['OPEN', 'ticket.updated', undefined],
		['constructor', 'ticket.updated', undefined],
	])('knows what the status %s does', (current, kind, effect) => {
		const body = zendeskEvent('ticket.status_changed', { current, previous: 'OPEN' });
		const event = eventIn(zendesk, { body });
		expect({ kind: event.kind, effect: event.conversation?.effect }).toEqual({ kind, effect });
	});

	it('knows who says something in a chat', () => {
		expect(eventIn(zendesk, { body: zendeskMessage('end_user') })).toMatchObject({
			kind: 'message.unreplied',
			conversation: { key: 'zendesk:141@21825834', effect: 'opens' },
			visitor: { id: 'a1', name: 'Somebody' },
			text: 'Hi there.',
		});
		expect(effectOf(zendeskMessage('agent'))).toBe('ends');
		expect(effectOf(zendeskMessage('agent'), ['Some*'])).toBeUndefined();
		expect(effectOf(zendeskMessage('system', { id: 'zd:answerBot' }))).toBeUndefined();
		expect(effectOf(zendeskMessage('trigger'))).toBeUndefined();
	});

	it('counts an event once, also where nothing but what happened tells it', () => {
		const { id } = eventIn(zendesk, { body: zendeskComment() });
		expect(eventIn(zendesk, { body: { ...zendeskComment(), more: true } }).id).toBe(id);
		expect(eventIn(zendesk, { body: { ...zendeskComment(), id: 'another' } }).id).not.toBe(id);
		const withoutId = (comment: string) =>
			eventIn(zendesk, { body: { ...zendeskComment({ id: comment }), id: null } }).id;
		expect(withoutId('1')).not.toBe(withoutId('2'));
	});

	it('keeps the digits of long ids', () => {
		const body = JSON.stringify(zendeskComment())
			.replace('"5158"', '1790000000000000001')
			.replaceAll('"8447388090494"', '9007199254740993');
		expect(eventIn(zendesk, { body })).toMatchObject({
			conversation: { key: 'zendesk:1790000000000000001@22129848', effect: 'opens' },
			visitor: { id: '9007199254740993' },
		});
	});

	it('links to the ticket where the address of Zendesk is known', () => {
		const siteUrl = 'https://example.zendesk.com/';
		expect(eventIn(zendesk, { body: zendeskReply() }, { siteUrl }).url).toBe(
			'https://example.zendesk.com/agent/tickets/5158',
		);
	});

	it('is proved by the HMAC-SHA256 of time and body, for five minutes', () => {
		// As published with a client for this signature, by the secret of Zendesk's documentation for tests.
		const body = '{"event":"ticket.updated","id":123}';
		const time = '2021-03-25T05:09:27Z';
		const verdict = (more: { sent?: string; at?: string; now?: number; signature?: string }) =>
			verdictOf(
				zendesk,
				eventRequest({
					headers: {
						'X-Zendesk-Webhook-Signature':
							more.signature ?? 'S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=',
						'X-Zendesk-Webhook-Signature-Timestamp': more.at ?? time,
					},
					body: more.sent ?? body,
				}),
				'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==',
				{ now: more.now ?? Date.parse(time) },
			);
		expect(verdict({})).toEqual({ ok: true });
		expect(verdict({ sent: body.replace('3', '4') })).toMatchObject({ reason: 'wrong' });
		expect(verdict({ at: '2021-03-25T05:09:28Z' })).toMatchObject({ reason: 'wrong' });
		expect(verdict({ now: Date.parse(time) + 6 * MINUTE })).toMatchObject({ reason: 'stale' });
		expect(verdict({ at: '' })).toMatchObject({
			reason: 'missing',
			field: 'x-zendesk-webhook-signature-timestamp',
		});
		expect(verdict({ signature: '' })).toMatchObject({ reason: 'missing' });
	});

	it('takes what is new to us for something else', () => {
		const body = zendeskEvent('ticket.something_new');
		expect(eventIn(zendesk, { body })).toMatchObject({ kind: 'other', conversation: undefined });
	});

	it('says what is missing', () => {
		expect(problemIn(zendesk, { body: { ...zendeskTicket(), type: null } }).field).toBe('type');
		expect(problemIn(zendesk, { body: zendeskTicket({ id: null }) }).field).toBe('detail.id');
	});
});
