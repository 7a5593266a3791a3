import { chatwoot } from '../../../../src/events/sources/chatwoot';
import {
	contactEvent,
	conversationEvent,
	message,
	reply,
	statusChanged,
	widgetTriggered,
} from '../../../support/sources/chatwoot.mts';
import { eventIn, eventRequest, problemIn } from '../../../support/sources/eventRequest.mts';
import { chatwootSignatureVector } from '../../../support/sources/signatureVectors.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

const eventOf = (body: unknown, settings = {}) => eventIn(chatwoot, { body }, settings);
const KEY = 'chatwoot:1:10';

describe('a message', () => {
	it('of the customer opens a conversation', () => {
		expect(eventOf(message())).toMatchObject({
			source: 'chatwoot',
			type: 'message_created',
			kind: 'message.unreplied',
			occurredAt: '2021-07-23T18:02:48.000Z',
			conversation: { key: KEY, effect: 'opens', status: 'open' },
			visitor: { id: '14', name: 'little-haze-776' },
			agent: { name: 'John' },
			project: { name: 'Acme Support' },
			text: 'hi',
		});
		expect(eventOf(message({ message_type: 0 })).kind).toBe('message.unreplied');
	});

	it('of an agent answers it', () => {
		expect(eventOf(reply())).toMatchObject({
			kind: 'message.replied',
			conversation: { key: KEY, effect: 'ends' },
			actor: { id: '1', name: 'John' },
			visitor: { name: 'little-haze-776' },
		});
		expect(eventOf(reply({ message_type: 1 })).kind).toBe('message.replied');
	});

	it.each<[string, unknown]>([
		['a note among agents', reply({ private: true })],
		['a bot’s message', reply({ sender: { id: 2, name: 'Helper', type: 'agent_bot' } })],
		[
			'an assistant’s message',
			reply({ sender: { id: 3, name: 'Cap', type: 'captain_assistant' } }),
		],
		['a template', reply({ message_type: 'template' })],
		['an automation’s message', reply({ content_attributes: { automation_rule_id: 7 } })],
		['a campaign’s message', reply({ additional_attributes: { campaign_id: 7 } })],
		['nobody’s message', reply({ sender: null })],
	])('that is %s answers nobody', (_, body) => {
		expect(eventOf(body)).toMatchObject({ kind: 'other', conversation: undefined });
	});

	// spec/models/concerns of Chatwoot: an echo is of nobody whom it knows, since it was not written there.
	it('that an agent wrote in the own app of WhatsApp or Messenger answers', () => {
		const echo = { sender: null, content_attributes: { external_echo: true } };
		expect(eventOf(reply(echo))).toMatchObject({
			kind: 'message.replied',
			conversation: { key: KEY, effect: 'ends' },
			visitor: { name: 'little-haze-776' },
			actor: undefined,
		});
		expect(eventOf(reply({ ...echo, private: true })).kind).toBe('other');
		const ofBot = { ...echo, sender: { id: 2, name: 'Helper', type: 'agent_bot' } };
		expect(eventOf(reply(ofBot)).kind).toBe('other');
	});

	it('to a bot opens nothing until the bot hands over', () => {
		const pending = { ...(message().conversation as object), status: 'pending' };
		expect(eventOf(message({ conversation: pending }))).toMatchObject({
			kind: 'message.unreplied',
			conversation: { key: KEY, effect: 'continues', status: 'pending' },
		});
		expect(eventOf(statusChanged('open', 'pending'))).toMatchObject({
			conversation: { key: KEY, effect: 'opens' },
		});
		expect(eventOf(message()).conversation?.effect).toBe('opens');
	});

	it('of an account that is said to be a bot answers nobody', () => {
		expect(eventOf(reply(), { botAccounts: ['john'] }).kind).toBe('other');
	});
});

describe('a conversation', () => {
	it.each([
		['resolved', 'open', 'ticket.closed', 'ends'],
		['snoozed', 'open', 'ticket.updated', 'ends'],
		['open', 'snoozed', 'ticket.updated', 'opens'],
		['open', 'pending', 'ticket.updated', 'opens'],
		['open', 'resolved', 'ticket.updated', 'continues'],
		['pending', 'open', 'ticket.updated', 'continues'],
	])('that is %s after it was %s: %s %s', (status, before, kind, effect) => {
		expect(eventOf(statusChanged(status, before))).toMatchObject({
			kind,
			occurredAt: '2021-07-23T18:03:20.250Z',
			conversation: { key: KEY, effect, status },
			visitor: { id: '14', name: 'little-haze-776' },
			agent: { name: 'John' },
		});
	});

	it.each(['conversation_created', 'conversation_updated'])('says more with %s', (event) => {
		expect(eventOf(conversationEvent(event))).toMatchObject({
			type: event,
			kind: 'ticket.updated',
			conversation: { key: KEY, effect: 'continues' },
		});
	});

	it('is linked when the user has said where Chatwoot is', () => {
		const siteUrl = ' https://app.chatwoot.com/ ';
		const url = 'https://app.chatwoot.com/app/accounts/1/conversations/10';
		expect(eventOf(message(), { siteUrl }).url).toBe(url);
		expect(eventOf(statusChanged('open'), { siteUrl }).url).toBe(url);
		const inMessages = conversationEvent('conversation_updated', { messages: [{ account_id: 1 }] });
		expect(eventOf(inMessages, { siteUrl }).url).toBe(url);
		expect(eventOf(conversationEvent('conversation_updated'), { siteUrl }).url).toBeUndefined();
		expect(eventOf(message()).url).toBeUndefined();
	});

	it('has to be named', () => {
		const body = { ...statusChanged('resolved'), id: undefined };
		expect(problemIn(chatwoot, { body }).field).toBe('id');
	});
});

describe('other events', () => {
	it('an update of a message opens and answers nothing', () => {
		expect(eventOf(reply({ event: 'message_updated' }))).toMatchObject({
			kind: 'ticket.updated',
			conversation: { key: KEY, effect: 'continues' },
		});
	});

	it.each(['contact_created', 'contact_updated'])('%s tells of a customer', (event) => {
		expect(eventOf(contactEvent(event))).toMatchObject({
			kind: 'customer.updated',
			conversation: undefined,
			visitor: { id: '14', name: 'little-haze-776' },
		});
	});

	it('a widget that was opened tells where', () => {
		expect(eventOf(widgetTriggered)).toMatchObject({
			kind: 'other',
			conversation: undefined,
			visitor: { name: 'little-haze-776' },
			project: { name: 'Acme Support' },
			url: 'http://localhost:3000/',
		});
	});

	it('of types that are not known are let through', () => {
		expect(eventOf({ event: 'conversation_typing_on', conversation: {} }).kind).toBe('other');
	});
});

describe('the signature', () => {
	it('covers time and body, and counts for five minutes', () => {
		const { secret, timestamp, body, signature } = chatwootSignatureVector;
		const headers = { 'X-Chatwoot-Signature': signature, 'X-Chatwoot-Timestamp': timestamp };
		const verify = (now: number, changes = {}) =>
			verdictOf(chatwoot, eventRequest({ body, headers: { ...headers, ...changes } }), secret, {
				now,
			});
		const signedAt = Number(timestamp) * 1_000;
		expect(verify(signedAt)).toEqual({ ok: true });
		expect(verify(signedAt + 301_000)).toMatchObject({ reason: 'stale' });
		expect(verify(signedAt, { 'X-Chatwoot-Timestamp': '1700000001' })).toMatchObject({
			reason: 'wrong',
		});
	});
});
