import { postJson } from '../postJson.mts';
import { FakeSlack } from './fakeSlack.mts';

let now = Date.UTC(2026, 0, 1);
const clock = { now: () => now };

describe('the fake of Slack', () => {
	let fake: FakeSlack;
	beforeEach(async () => {
		fake = await FakeSlack.start({
			webhooks: ['T1/B1/x'],
			bots: [{ token: 'xoxb', scopes: ['chat:write'] }],
			channels: [{ id: 'C1' }],
			...clock,
		});
	});
	afterEach(async () => await fake.stop());

	const hook = async (body: unknown, path = 'T1/B1/x') =>
		await postJson(fake.webhookUrl(path), body);
	const api = async (method: string, body: unknown, token = 'xoxb') =>
		await postJson(`${fake.apiUrl}/${method}`, body, { authorization: `Bearer ${token}` });

	it.each([
		[200, 'ok', 'T1/B1/x', { text: 'hi' }],
		[404, 'no_service', 'T1/B1/y', { text: 'hi' }],
		[400, 'no_text', 'T1/B1/x', {}],
		[400, 'invalid_blocks', 'T1/B1/x', { blocks: [{ type: 'header' }] }],
		[400, 'invalid_payload', 'T1/B1/x', 'text'],
	])('answers a webhook %d %s', async (status, body, path, message) => {
		expect(await hook(message, path)).toEqual({ status, body });
	});

	it('takes one message a second', async () => {
		expect((await hook({ text: 'a' })).status).toBe(200);
		expect(await hook({ text: 'b' })).toEqual({ status: 429, body: 'rate_limited' });
		now += 1_001;
		expect((await hook({ text: 'c' })).status).toBe(200);
	});

	it.each([
		['chat.postMessage', { channel: 'C1', text: 'hi' }, 'xoxb', undefined],
		['chat.postMessage', { channel: 'C1', text: 'hi' }, 'wrong', 'invalid_auth'],
		['chat.postMessage', { channel: 'C2', text: 'hi' }, 'xoxb', 'channel_not_found'],
		['chat.postMessage', { channel: 'C1' }, 'xoxb', 'no_text'],
		['users.lookupByEmail', {}, 'xoxb', 'missing_scope'],
		['chat.update', { channel: 'C1', ts: '1', text: 'x' }, 'xoxb', 'message_not_found'],
	])('answers %s with %j by %s: %s', async (method, body, token, error) => {
		const answer = await api(method, body, token);
		expect(answer.status).toBe(200);
		expect(answer.body).toMatchObject(error ? { ok: false, error } : { ok: true, channel: 'C1' });
	});
});
