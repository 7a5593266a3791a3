import { createHmac } from 'node:crypto';

import { postJson } from '../postJson.mts';
import { FakeDingTalk } from './fakeDingTalk.mts';

const MINUTE = 60_000;
let now = Date.UTC(2026, 0, 1);
const clock = { now: () => now };

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
		(await postJson(fake.webhookUrl(token) + query, body)).body.errcode;
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
