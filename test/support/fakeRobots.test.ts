import { createHmac } from 'node:crypto';

import { FakeDingTalk } from './robots/dingTalk/fakeDingTalk.mts';
import { FakeDiscord } from './robots/discord/fakeDiscord.mts';
import { FakeFeishu } from './robots/feishu/fakeFeishu.mts';
import { FakeSlack } from './robots/slack/fakeSlack.mts';

const MINUTE = 60_000;
let now = Date.UTC(2026, 0, 1);
const clock = { now: () => now };

async function post(url: string, body: unknown, headers = {}) {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}

describe('the fake of Feishu', () => {
	let fake: FakeFeishu;
	beforeEach(async () => {
		fake = await FakeFeishu.start({
			robots: [
				{ token: 'open', group: 'Open' },
				{ token: 'signed', group: 'Signed', secret: 's3cr3t' },
				{ token: 'keyed', group: 'Keyed', keywords: ['客服'] },
			],
			...clock,
		});
	});
	afterEach(async () => await fake.stop());

	const text = (content: string) => ({ msg_type: 'text', content: { text: content } });
	const send = async (body: unknown, token = 'open') =>
		(await post(fake.webhookUrl(token), body)).body.code;
	const signed = (at: number) => {
		const timestamp = String(Math.floor(at / 1_000));
		const sign = createHmac('sha256', `${timestamp}\ns3cr3t`).digest('base64');
		return { ...text('hi'), timestamp, sign };
	};

	it('accepts what its document describes', async () => {
		expect(await send(text('hi'))).toBe(0);
		expect(await send(signed(now), 'signed')).toBe(0);
		expect(await send(text('来自客服'), 'keyed')).toBe(0);
		expect(fake.messagesOf('open').map(({ content }) => content)).toEqual(['hi']);
	});

	it.each([
		[19001, 'unknown', text('hi')],
		[19021, 'signed', text('hi')],
		[19024, 'keyed', text('hi')],
		[19002, 'open', { msg_type: 'video' }],
		[9499, 'open', { msg_type: 'text', content: {} }],
		[9499, 'open', text('x'.repeat(20_481))],
		[11246, 'open', { msg_type: 'interactive', card: { schema: '2.0', unknown: 1 } }],
	])('answers %d for %s', async (code, token, body) => {
		expect(await send(body, token)).toBe(code);
	});

	it('refuses a signature of more than an hour ago', async () => {
		expect(await send(signed(now - 61 * MINUTE), 'signed')).toBe(19021);
	});

	it('takes five messages a second and a hundred a minute', async () => {
		const codes: number[] = [];
		for (let count = 0; count < 6; count += 1) codes.push(await send(text('x')));
		expect(codes).toEqual([0, 0, 0, 0, 0, 11233]);
		now += 1_000;
		for (let count = 5; count < 100; count += 1) {
			now += 250;
			expect(await send(text('x'))).toBe(0);
		}
		now += 1_000;
		expect(await send(text('x'))).toBe(11232);
	});
});

describe('the fake of DingTalk', () => {
	let fake: FakeDingTalk;
	beforeEach(async () => {
		fake = await FakeDingTalk.start({
			robots: [
				{ token: 'open', group: 'Open' },
				{ token: 'signed', group: 'Signed', secret: 'SEC1' },
			],
			...clock,
		});
	});
	afterEach(async () => await fake.stop());

	const text = (content: string, part = {}) => ({ msgtype: 'text', text: { content }, ...part });
	const send = async (body: unknown, token = 'open', query = '') =>
		(await post(fake.webhookUrl(token) + query, body)).body.errcode;
	const signature = (at: number) => {
		const sign = createHmac('sha256', 'SEC1').update(`${at}\nSEC1`).digest('base64');
		return `&timestamp=${at}&sign=${encodeURIComponent(sign)}`;
	};

	it('accepts a signature of the last hour', async () => {
		expect(await send(text('hi'), 'signed', signature(now))).toBe(0);
		expect(await send(text('hi'), 'signed', signature(now - 61 * MINUTE))).toBe(310000);
		expect(await send(text('hi'), 'signed')).toBe(310000);
	});

	it('refuses a signature that was encoded twice', async () => {
		expect(await send(text('hi'), 'signed', signature(now).replaceAll('%', '%25'))).toBe(310000);
	});

	it.each([
		[300005, 'unknown', text('hi')],
		[40035, 'open', text('')],
		[300001, 'open', { msgtype: 'image' }],
		[460101, 'open', text('x'.repeat(20_000))],
	])('answers %d for %s', async (code, token, body) => {
		expect(await send(body, token)).toBe(code);
	});

	it('takes 20 messages a minute, and then none for ten minutes', async () => {
		for (let count = 0; count < 20; count += 1) expect(await send(text('x'))).toBe(0);
		expect(await send(text('x'))).toBe(130101);
		now += 9 * MINUTE;
		expect(await send(text('x'))).toBe(130101);
		now += 2 * MINUTE;
		expect(await send(text('x'))).toBe(0);
	});

	it('shows a message with a known msgUuid once', async () => {
		expect(await send(text('x', { msgUuid: '1' }))).toBe(0);
		expect(await send(text('x', { msgUuid: '1' }))).toBe(0);
		expect(fake.messagesOf('open')).toHaveLength(1);
	});
});

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

	const hook = async (body: unknown, path = 'T1/B1/x') => await post(fake.webhookUrl(path), body);
	const api = async (method: string, body: unknown, token = 'xoxb') =>
		await post(`${fake.apiUrl}/${method}`, body, { authorization: `Bearer ${token}` });

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

describe('the fake of Discord', () => {
	const [id, forum] = ['223704706495545344', '223704706495545345'];
	let fake: FakeDiscord;
	beforeEach(async () => {
		fake = await FakeDiscord.start({
			webhooks: [
				{ id, token: 'token', threads: ['1086013408302231622'] },
				{ id: forum, token: 'token', isForum: true },
			],
			...clock,
		});
	});
	afterEach(async () => await fake.stop());

	const send = async (body: unknown, url = fake.webhookUrl(id), query = '?wait=true') =>
		await post(url + query, body);

	it.each([
		[401, 50027, id, 'wrong', { content: 'hi' }],
		[404, 10015, '223704706495545399', 'token', { content: 'hi' }],
		[400, 50006, id, 'token', {}],
		[400, 50109, id, 'token', 'text'],
		[400, 50035, id, 'token', { content: 'x'.repeat(2_001) }],
		[400, 50035, id, 'token', { embeds: Array(11).fill({ title: 'x' }) }],
		[400, 50035, id, 'token', { embeds: Array(2).fill({ description: 'x'.repeat(3_001) }) }],
		[400, 50035, id, 'token', { content: 'x', username: 'My Discord' }],
		[
			400,
			50035,
			id,
			'token',
			{ content: 'x', allowed_mentions: { parse: ['users'], users: ['80351110224678912'] } },
		],
		[400, 220001, forum, 'token', { content: 'hi' }],
	])('answers HTTP %d with the code %d', async (status, code, of, token, body) => {
		expect(await send(body, fake.webhookUrl(of, token))).toMatchObject({ status, body: { code } });
	});

	it('says what it took only when it is asked to wait', async () => {
		expect(await send({ content: 'hi' })).toMatchObject({ status: 200, body: { content: 'hi' } });
		expect(await send({ content: 'hi' }, undefined, '')).toEqual({ status: 204, body: '' });
	});

	it('writes into threads of its channel only', async () => {
		const inThread = async (thread: string) =>
			await send({ content: 'hi' }, undefined, `?wait=true&thread_id=${thread}`);
		expect(await inThread('1086013408302231622')).toMatchObject({ status: 200 });
		expect(await inThread('1')).toMatchObject({ status: 400, body: { code: 10003 } });
	});

	it('takes five messages in two seconds and thirty a minute, and says when to come back', async () => {
		now += MINUTE;
		for (let count = 0; count < 5; count += 1) {
			expect(await send({ content: 'x' })).toMatchObject({ status: 200 });
		}
		expect(await send({ content: 'x' })).toMatchObject({ status: 429, body: { retry_after: 2 } });
		now += 2_000;
		for (let count = 5; count < 30; count += 1) {
			now += 500;
			expect(await send({ content: 'x' })).toMatchObject({ status: 200 });
		}
		now += 2_001;
		expect(await send({ content: 'x' })).toMatchObject({ status: 429 });
	});
});
