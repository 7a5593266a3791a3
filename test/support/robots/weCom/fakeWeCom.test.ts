import { FakeWeCom } from './fakeWeCom.mts';

const MINUTE = 60_000;

describe('the fake of WeCom', () => {
	let now = Date.UTC(2026, 0, 1);
	let fake: FakeWeCom;

	beforeEach(async () => {
		fake = await FakeWeCom.start({
			robots: [
				{ key: 'service', group: 'Service' },
				{ key: 'disabled', group: 'Disabled', isDisabled: true },
			],
			now: () => now,
		});
	});
	afterEach(async () => await fake.stop());

	async function send(body: unknown, key = 'service'): Promise<any> {
		const response = await fetch(fake.webhookUrl(key), {
			method: 'POST',
			body: JSON.stringify(body),
		});
		expect(response.status).toBe(200);
		return await response.json();
	}

	const text = (content: unknown) => ({ msgtype: 'text', text: { content } });

	it('answers an accepted message with errcode 0 and remembers what the group reads', async () => {
		const heard = jest.fn();
		fake.onMessage(heard);
		expect(await send(text('hello'))).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(fake.messagesOf('service')).toMatchObject([{ content: 'hello', at: now }]);
		expect(heard).toHaveBeenCalledTimes(1);
	});

	it.each([
		['an unknown key', text('hello'), 'unknown', 93000],
		['a disabled robot', text('hello'), 'disabled', 93004],
		['an unknown type', { msgtype: 'video' }, 'service', 40008],
		['empty content', text(''), 'service', 44004],
		['content that is no text', text(1), 'service', 44004],
		['text of 2,049 bytes', text('中'.repeat(683)), 'service', 40058],
		[
			'markdown of 4,098 bytes',
			{ msgtype: 'markdown', markdown: { content: '中'.repeat(1_366) } },
			'service',
			40058,
		],
	])('refuses %s with HTTP 200 and the code of the real one', async (_, body, key, errcode) => {
		expect(await send(body, key)).toMatchObject({ errcode });
		expect(fake.messagesOf(key)).toEqual([]);
	});

	it('takes 20 messages a minute of each robot', async () => {
		for (let count = 0; count < 20; count += 1) {
			expect((await send(text(`${count}`))).errcode).toBe(0);
		}
		expect(await send(text('21st'))).toMatchObject({ errcode: 45009 });
		now += MINUTE;
		expect((await send(text('a minute later'))).errcode).toBe(0);
	});

	it('fails as it is told to, once', async () => {
		fake.failures.push(-1, 'hangUp');
		expect(await send(text('hello'))).toMatchObject({ errcode: -1 });
		await expect(send(text('hello'))).rejects.toThrow();
		expect((await send(text('hello'))).errcode).toBe(0);
	});
});
