import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { builtProcess } from '../../../support/process/builtProcess.mts';
import type { SendingTask } from '../../../support/robots/weCom/sendingProcess.mts';
import { FakeWeCom } from '../../../support/robots/weCom/fakeWeCom.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';

/*
 * Processes that send by the same robots, as the workers of n8n's queue mode do.
 * WeCom counts twenty messages a minute; here its minute is shorter.
 */

const MINUTE = 2_000;
/** What the processes take for it: on a busy machine a request is on its way for longer than a fiftieth of this. */
const KNOWN_AS = 3_000;
const script = builtProcess('robots/weCom/sendingProcess.mts');
let server: PostgresServer;
let group: FakeWeCom;

beforeAll(async () => {
	server = await PostgresServer.start();
});
afterAll(async () => {
	await server.stop();
});
beforeEach(async () => {
	await server.query('DROP SCHEMA IF EXISTS until_replied CASCADE');
	const robots = ['one', 'two', 'three'].map((key) => ({ key, group: 'shop' }));
	group = await FakeWeCom.start({ robots, minute: MINUTE });
});
afterEach(async () => await group.stop());

/** What processes that begin at the same moment say of their messages. */
async function sendTogether(...tasks: Array<Pick<SendingTask, 'urls' | 'messages'>>) {
	const { settings } = server;
	const running = tasks.map((task) => {
		const given: SendingTask = { settings, minute: KNOWN_AS, patience: 60_000, ...task };
		const child = spawn(process.execPath, [script, JSON.stringify(given)], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		const ended = once(child, 'close') as Promise<[number]>;
		const lines: unknown[] = [];
		const ready = new Promise<void>((resolve) => {
			createInterface({ input: child.stdout }).on('line', (line) => {
				lines.push(JSON.parse(line));
				resolve();
			});
		});
		return { child, ended, lines, ready };
	});
	for (const { ready } of running) await ready;
	for (const { child } of running) child.stdin.write('begin\n');
	for (const { ended } of running) expect((await ended)[0]).toBe(0);
	return running.flatMap(({ lines }) => lines.filter((line) => line !== 'ready')) as Array<{
		content: string;
		ok: boolean;
	}>;
}

const messages = (of: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${of} ${index}`);
const urls = (...keys: string[]) => keys.map((key) => group.webhookUrl(key));

test('two processes at one robot send all that they have, and none of it is refused', async () => {
	const [one, two] = [messages('a', 35), messages('b', 35)];
	const told = await sendTogether(
		{ urls: urls('one'), messages: one },
		{ urls: urls('one'), messages: two },
	);
	expect(group.received.map(({ errcode }) => errcode)).toEqual(Array(70).fill(0));
	expect(told.map(({ ok }) => ok)).toEqual(Array(70).fill(true));
	const contents = group.messagesOf('one').map(({ content }) => content);
	expect(contents.toSorted()).toEqual([...one, ...two].toSorted());
	// Both have had their share, and each sent in its order.
	for (const own of [one, two]) {
		expect(contents.filter((content) => own.includes(content))).toEqual(own);
	}
});

test('two processes spread their messages over three robots, and none of it is refused', async () => {
	const [one, two] = [messages('a', 45), messages('b', 45)];
	await sendTogether(
		{ urls: urls('one', 'two', 'three'), messages: one },
		{ urls: urls('three', 'two', 'one'), messages: two },
	);
	expect(group.received.map(({ errcode }) => errcode)).toEqual(Array(90).fill(0));
	for (const key of ['one', 'two', 'three']) {
		const { length } = group.messagesOf(key);
		expect(length).toBeGreaterThanOrEqual(25);
		expect(length).toBeLessThanOrEqual(35);
	}
});

test('what the store knows of a robot is not its address', async () => {
	await sendTogether({ urls: urls('one'), messages: ['hello'] });
	const rows = await server.query('SELECT * FROM until_replied.rates');
	expect(rows).toHaveLength(1);
	expect(rows[0].id).toMatch(/^[0-9a-f]{64}$/);
	expect(JSON.stringify(rows)).not.toContain('webhook');
});
