import { chatwoot } from '../../../../src/events/sources/chatwoot';
import { message, reply, statusChanged } from '../../../support/chatwoot.mts';
import { eventIn, eventRequest, problemIn } from '../../../support/eventRequest.mts';
import { chatwootSignatureVector } from '../../../support/signatureVectors.mts';

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
			conversation: { key: KEY, effect: 'answers' },
			actor: { id: '1', name: 'John' },
			visitor: { name: 'little-haze-776' },
		});
		expect(eventOf(reply({ message_type: 1 })).kind).toBe('message.replied');
	});

	it.each<[string, unknown]>([
		['a note among agents', reply({ private: true })],
		['a bot’s message', reply({ sender: { id: 2, name: 'Helper', type: 'agent_bot' } })],
		['a template', reply({ message_type: 'template' })],
	])('that is %s answers nobody', (_, body) => {
		expect(eventOf(body)).toMatchObject({ kind: 'other', conversation: undefined });
	});

	it('of an account that is said to be a bot answers nobody', () => {
		expect(eventOf(reply(), { botAccounts: ['john'] }).kind).toBe('other');
	});
});

describe('a conversation', () => {
	it('that was resolved is answered; other changes say nothing new', () => {
		expect(eventOf(statusChanged('resolved'))).toMatchObject({
			kind: 'ticket.closed',
			conversation: { key: KEY, effect: 'answers', status: 'resolved' },
		});
		expect(eventOf(statusChanged('open')).conversation).toMatchObject({
			key: KEY,
			effect: 'continues',
		});
	});

	it('has to be named', () => {
		const body = { ...statusChanged('resolved'), id: undefined };
		expect(problemIn(chatwoot, { body }).field).toBe('id');
	});
});

describe('the signature', () => {
	it('covers time and body, and counts for five minutes', () => {
		const { secret, timestamp, body, signature } = chatwootSignatureVector;
		const headers = { 'X-Chatwoot-Signature': signature, 'X-Chatwoot-Timestamp': timestamp };
		const verify = (now: number, changes = {}) =>
			chatwoot.signature!.verify(
				eventRequest({ body, headers: { ...headers, ...changes } }),
				secret,
				{ now },
			);
		const signedAt = Number(timestamp) * 1_000;
		expect(verify(signedAt)).toEqual({ ok: true });
		expect(verify(signedAt + 301_000)).toMatchObject({ reason: 'stale' });
		expect(verify(signedAt, { 'X-Chatwoot-Timestamp': '1700000001' })).toMatchObject({
			reason: 'wrong',
		});
	});
});
