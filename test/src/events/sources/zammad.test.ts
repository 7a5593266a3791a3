import { zammad } from '../../../../src/events/sources/zammad';
import { eventIn, eventRequest, problemIn } from '../../../support/sources/eventRequest.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';
import { zammadArticle, zammadReply } from '../../../support/sources/zammad.mts';

describe('Zammad', () => {
	it('opens a conversation with the article of a customer', () => {
		expect(eventIn(zammad, { body: zammadArticle() })).toMatchObject({
			type: 'article.Customer',
			kind: 'ticket.created',
			occurredAt: '2020-11-13T14:34:35.318Z',
			conversation: {
				key: 'zammad:10081',
				effect: 'opens',
				subject: 'Webhook-Test',
				status: 'open',
			},
			visitor: { id: '8', name: 'emily@example.com' },
			agent: { name: 'emma@chrispresso.com' },
			actor: { id: '3', name: 'chris@chrispresso.com' },
			project: { name: 'Service Desk' },
			title: 'Webhook-Test',
			text: 'This is a simple Webhook Test.',
			raw: zammadArticle(),
		});
	});

	it('takes what an agent writes for an answer, unless it is a bot or among agents', () => {
		const effectOf = (body: object, botAccounts: string[] = []) =>
			eventIn(zammad, { body }, { botAccounts }).conversation?.effect;
		expect(effectOf(zammadReply())).toBe('ends');
		expect(effectOf(zammadReply(), ['emma@*'])).toBe('continues');
		expect(effectOf(zammadReply({ internal: true }))).toBe('continues');
		expect(effectOf(zammadReply({ internal: true }, { state: 'closed' }))).toBe('ends');
		expect(effectOf(zammadReply({ sender: 'Customer' }))).toBe('opens');
	});

	it('leaves a text as it is that is no HTML', () => {
		const plain = zammadArticle({ content_type: 'text/plain', body: 'Use <b> & <br> here' });
		expect(eventIn(zammad, { body: plain }).text).toBe('Use <b> & <br> here');
	});

	it('counts the same article by several triggers once', () => {
		const { id } = eventIn(zammad, { body: zammadArticle() });
		const again = { ...zammadArticle(), more: true };
		expect(eventIn(zammad, { headers: { 'X-Zammad-Trigger': 'b' }, body: again }).id).toBe(id);
		expect(eventIn(zammad, { body: zammadReply() }).id).not.toBe(id);
	});

	it('proves itself by the HMAC-SHA1 of the body', () => {
		// RFC 2202, test case 2 for HMAC-SHA-1.
		const signature = 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79';
		const verdict = (header: string, body = 'what do ya want for nothing?') =>
			verdictOf(zammad, eventRequest({ headers: { 'X-Hub-Signature': header }, body }), 'Jefe', {
				now: Date.UTC(2026, 0, 1),
			});
		expect(verdict(`sha1=${signature}`)).toEqual({ ok: true });
		expect(verdict(`sha1=${signature}`, 'what do ya want for nothing!')).toMatchObject({
			reason: 'wrong',
		});
		expect(verdict('')).toMatchObject({ reason: 'missing', field: 'x-hub-signature' });
	});

	it('links to the ticket where the address of Zammad is known', () => {
		const siteUrl = 'https://zammad.example.com';
		expect(eventIn(zammad, { body: zammadReply() }, { siteUrl }).url).toBe(
			'https://zammad.example.com/#ticket/zoom/81',
		);
	});

	it('says what is missing', () => {
		expect(problemIn(zammad, { body: zammadArticle({}, { number: null }) }).field).toBe(
			'ticket.number',
		);
	});
});
