import { createHmac } from 'node:crypto';

import { postJson } from '../postJson.mts';
import { FakeFeishu } from './fakeFeishu.mts';

const MINUTE = 60_000;
let now = Date.UTC(2026, 0, 1);
const clock = { now: () => now };

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
		(await postJson(fake.webhookUrl(token), body)).body.code;
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
