import { postJson } from '../postJson.mts';
import { FakeDiscord } from './fakeDiscord.mts';

const MINUTE = 60_000;
let now = Date.UTC(2026, 0, 1);
const clock = { now: () => now };

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
		await postJson(url + query, body);

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
