import { slackDialect } from '../../../../src/chatApps/slack/dialect';
import { HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { watchedConnection, type Watched } from '../../../support/chatApps/connected.mts';
import { FakeSlackApp } from '../../../support/chatApps/slack/fakeSlackApp.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';
import { until } from '../../../support/time/until.mts';

let platform: FakeSlackApp;
let clock: FakeClock;
let watched: Watched;

beforeEach(async () => {
	platform = await FakeSlackApp.start();
	clock = new FakeClock();
});

afterEach(async () => {
	await watched.connection.close();
	await platform.stop();
});

const connect = (options: Partial<Parameters<typeof watchedConnection>[0]> = {}) => {
	const dialect = slackDialect({ baseUrl: platform.apiUrl, appToken: platform.appToken });
	watched = watchedConnection({ dialect, clock, ...options });
	return watched;
};

const is = (state: string) => () => watched.connection.state.is === state;
/** What sockets of this machine do when they are let. */
async function network(): Promise<void> {
	for (let turn = 0; turn < 20; turn += 1) await new Promise((go) => setImmediate(go));
}

/** Passes time until the platform has been connected to so often. Gives the milliseconds. @throws after `most`. */
async function pass(most: number, connections: number): Promise<number> {
	const before = clock.elapsed;
	while (platform.connections < connections) {
		if (clock.elapsed - before > most) throw new Error(`Not connected within ${most} ms`);
		await network();
		await clock.advance(most / 200);
	}
	return clock.elapsed - before;
}

test('what was stored is acknowledged, and not before', async () => {
	let store!: () => void;
	const stored = new Promise<undefined>((resolve) => (store = () => resolve(undefined)));
	const { incoming } = connect({ onIncoming: async () => await stored });
	await platform.connected(1);
	const envelope = platform.press({ value: 'v', message: 'm' });
	await until(() => incoming.length === 1);
	expect(platform.acknowledged).toEqual([]);
	store();
	expect(await platform.acknowledgement(envelope)).toEqual({ envelope_id: envelope });
});

test('what could not be stored is not acknowledged, and done when it comes again', async () => {
	let isBroken = true;
	const { incoming } = connect({
		onIncoming: async () => {
			if (isBroken) throw new Error('disk full');
			return undefined;
		},
	});
	await platform.connected(1);
	const envelope = platform.say({ text: '<@UBOT> on it' });
	await until(() => incoming.length === 1);
	isBroken = false;
	platform.repeat(envelope);
	await platform.acknowledgement(envelope);
	expect(incoming).toHaveLength(2);
});

test('what is delivered twice is done once and acknowledged twice, also by another connection', async () => {
	const { incoming } = connect();
	await platform.connected(1);
	const envelope = platform.say({ text: '<@UBOT> on it' });
	await platform.acknowledgement(envelope);
	platform.drop();
	await pass(SECOND, 2);
	platform.repeat(envelope);
	await until(() => platform.acknowledged.length === 2);
	expect(incoming).toHaveLength(1);
});

test('a connection that is lost comes back, and the wait begins anew at each that was ready', async () => {
	connect();
	for (let count = 1; count <= 3; count += 1) {
		await platform.connected(count);
		await until(is('ready'));
		await clock.advance(HOUR);
		platform.drop();
		await until(is('connecting'));
		// Half of 0.25 s, by chance.
		const waited = await pass(200, count + 1);
		expect(waited).toBeGreaterThanOrEqual(125);
	}
});

test('where nobody lets it in, it waits ever longer, and is told why', async () => {
	platform.refuse('internal_error');
	const { states } = connect();
	let told = 0;
	for (const most of [250, 500, 1_000, 2_000, 4_000]) {
		told += 1;
		await until(() => states.length === told);
		await clock.advance(most / 2 - 10);
		await network();
		expect(states).toHaveLength(told);
		await clock.advance(11);
	}
	expect(states.at(-1)).toMatchObject({
		is: 'connecting',
		since: states[0].since,
		problem: { code: 'internal_error', isTemporary: true },
	});
	platform.refuse(undefined);
	await pass(MINUTE, 1);
});

test('a platform that throws it out at once is not stormed', async () => {
	connect();
	const waits: number[] = [];
	for (let count = 1; count <= 11; count += 1) {
		await platform.connected(count);
		await until(is('ready'));
		platform.drop();
		await until(is('connecting'));
		waits.push(await pass(40 * SECOND, count + 1));
	}
	const least = [125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000];
	for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(least[index]);
});

test('the platform is asked to wait no shorter than it says', async () => {
	platform.refuse('ratelimited');
	const { states } = connect();
	await until(() => states.length === 1);
	platform.refuse(undefined);
	await clock.advance(44 * SECOND);
	await network();
	expect(platform.attempts).toBe(0);
	await pass(2 * SECOND, 1);
});

test('before the platform ends a connection there is another, and nothing is lost between', async () => {
	const { incoming, states } = connect();
	await platform.connected(1);
	await clock.advance(HOUR);
	const [old] = platform.ready;
	platform.renew();
	await platform.connected(2);
	expect(platform.ready).toContain(old);
	await until(() => !platform.ready.includes(old));
	const envelope = platform.press({ value: 'v' });
	await platform.acknowledgement(envelope);
	expect(incoming).toHaveLength(1);
	expect(states.map(({ is: name }) => name)).toEqual(['ready', 'ready']);
});

test('what is on its way when a connection is renewed is acknowledged by it', async () => {
	let store!: () => void;
	const stored = new Promise<undefined>((resolve) => (store = () => resolve(undefined)));
	const { incoming } = connect({ onIncoming: async () => await stored });
	await platform.connected(1);
	await clock.advance(HOUR);
	const envelope = platform.press({ value: 'v' });
	await until(() => incoming.length === 1);
	platform.renew();
	await platform.connected(2);
	store();
	await platform.acknowledgement(envelope);
	await until(() => platform.ready.length === 1);
});

test('a platform that wants a renewal each time is not stormed', async () => {
	connect();
	for (let count = 1; count <= 5; count += 1) {
		await platform.connected(count);
		platform.renew();
		await network();
		expect(platform.connections).toBe(count);
		await pass(10 * SECOND, count + 1);
	}
});

test('a renewal that does not succeed leaves the old connection', async () => {
	connect();
	await platform.connected(1);
	await clock.advance(HOUR);
	platform.refuse('internal_error');
	platform.renew();
	await until(() => clock.sleeping > 1);
	expect(watched.connection.state.is).toBe('ready');
	const envelope = platform.press({ value: 'v' });
	await platform.acknowledgement(envelope);
	platform.refuse(undefined);
	await pass(SECOND, 2);
});

test('silence is noticed within a minute', async () => {
	connect();
	await platform.connected(1);
	await clock.advance(HOUR);
	await until(is('ready'));
	platform.silent();
	await clock.advance(MINUTE);
	await until(is('connecting'));
	platform.silent(false);
	await pass(MINUTE, 2);
});

test('a platform that is quiet but there is not silent', async () => {
	connect();
	await platform.connected(1);
	await until(is('ready'));
	for (let minute = 0; minute < 60; minute += 1) {
		for (let third = 0; third < 3; third += 1) {
			await clock.advance(20 * SECOND);
			// It brings the pong.
			await network();
		}
	}
	expect(platform.connections).toBe(1);
	expect(watched.connection.state.is).toBe('ready');
});

test('a process that stood still finds its connection as it was', async () => {
	connect();
	await platform.connected(1);
	await until(is('ready'));
	clock.jump(8 * HOUR);
	await clock.advance(1);
	await network();
	expect(watched.connection.state.is).toBe('ready');
	expect(platform.connections).toBe(1);
});

test('a platform that accepts and never says that it is ready is left', async () => {
	platform.silent();
	connect();
	await until(() => platform.attempts === 1);
	await clock.advance(21 * SECOND);
	await until(() => watched.states.length > 0);
	expect(watched.states[0]).toMatchObject({ is: 'connecting', problem: { isTemporary: true } });
	platform.silent(false);
	await pass(MINUTE, 1);
});

test.each([
	['a wrong token', 'xapp-wrong', 'invalid_auth'],
	['the token of the bot', 'xoxb-1', 'not_allowed_token_type'],
])('%s is told once, and nothing is tried any more', async (_name, appToken, code) => {
	const dialect = slackDialect({ baseUrl: platform.apiUrl, appToken });
	const { states } = connect({ dialect });
	await until(is('refused'));
	await clock.advance(24 * HOUR);
	expect(states).toEqual([
		expect.objectContaining({ is: 'refused', problem: expect.objectContaining({ code }) }),
	]);
	expect(JSON.stringify(states)).not.toContain(appToken);
	expect(platform.attempts).toBe(0);
});

test('where Socket Mode is switched off, it stops', async () => {
	connect();
	await platform.connected(1);
	platform.switchOff();
	await until(is('refused'));
	expect(watched.connection.state).toMatchObject({ problem: { code: 'link_disabled' } });
});

test('other connections of the app are counted, its own is not', async () => {
	connect();
	await platform.connected(1);
	const other = watchedConnection({
		dialect: slackDialect({ baseUrl: platform.apiUrl, appToken: platform.appToken }),
		clock,
	});
	await platform.connected(2);
	await until(() => other.connection.state.is === 'ready');
	expect(other.connection.state).toMatchObject({ others: 1 });
	await other.connection.close();
	await until(() => platform.ready.length === 1);
	await clock.advance(HOUR);
	platform.renew();
	await platform.connected(3);
	await until(() => watched.states.length === 2);
	expect(watched.connection.state).toMatchObject({ others: 0 });
});

test('an app with too many connections waits for long, and holds on to none', async () => {
	const others = Array.from({ length: 10 }, () =>
		watchedConnection({
			dialect: slackDialect({ baseUrl: platform.apiUrl, appToken: platform.appToken }),
			clock,
		}),
	);
	await platform.connected(10);
	connect();
	await until(() => watched.states.length === 1);
	expect(watched.states[0]).toMatchObject({ problem: { code: 'too_many_websockets' } });
	const { attempts } = platform;
	await clock.advance(59 * SECOND);
	expect(platform.attempts).toBe(attempts);
	await Promise.all(others.map(async ({ connection }) => await connection.close()));
	await pass(2 * MINUTE, 11);
});

test('an answer that is no answer of the platform is a loss, not a refusal', async () => {
	const dialect = slackDialect({ baseUrl: `${platform.url}/nowhere`, appToken: platform.appToken });
	const { states } = connect({ dialect });
	await until(() => states.length > 0);
	expect(states[0]).toMatchObject({ is: 'connecting', problem: { code: 'HTTP 404' } });
});

test.each(['http://example.com', 'ws://', '', 'file:///etc/passwd', 'wss://a b'])(
	'the address "%s" is not connected to',
	async (url) => {
		const { states } = connect({
			ask: async () => ({ status: 200, headers: {}, body: { ok: true, url } }),
		});
		await until(() => states.length > 0);
		expect(states[0]).toMatchObject({ is: 'connecting', problem: { isTemporary: true } });
		expect(String((states[0] as any).problem.message)).toContain('no address');
	},
);

test('an encrypted platform leads to no connection that is not', async () => {
	const { states } = connect({
		dialect: slackDialect({ baseUrl: 'https://slack.com/api', appToken: platform.appToken }),
		ask: async () => ({
			status: 200,
			headers: {},
			body: { ok: true, url: `${platform.socketUrl}/link/?ticket=t` },
		}),
	});
	await until(() => states.length > 0);
	expect(String((states[0] as any).problem.message)).toContain('no address');
	expect(platform.attempts).toBe(0);
});

test('a platform that does not answer at all is given up', async () => {
	const { states } = connect({ ask: async () => await new Promise(() => undefined) });
	await until(() => clock.sleeping > 0);
	await clock.advance(16 * SECOND);
	await until(() => states.length > 0);
	expect(states[0]).toMatchObject({ is: 'connecting' });
});

test('to close it waits for what is on its way, and nothing comes after', async () => {
	let store!: () => void;
	const stored = new Promise<undefined>((resolve) => (store = () => resolve(undefined)));
	const { incoming, connection } = connect({ onIncoming: async () => await stored });
	await platform.connected(1);
	const envelope = platform.press({ value: 'v' });
	await until(() => incoming.length === 1);
	const closed = connection.close();
	store();
	await closed;
	expect(platform.acknowledged).toEqual([{ envelope_id: envelope }]);
	await until(() => platform.ready.length === 0);
	expect(connection.state.is).toBe('closed');
	expect(clock.sleeping).toBe(0);
});

test('it can be closed while it asks where to connect', async () => {
	const { connection } = connect({ ask: async () => await new Promise(() => undefined) });
	await connection.close();
	expect(connection.state.is).toBe('closed');
});

test('what comes beyond a thousand at a time is not acknowledged, and that is told', async () => {
	let store!: () => void;
	const stored = new Promise<undefined>((resolve) => (store = () => resolve(undefined)));
	const { incoming, leftOut } = connect({ onIncoming: async () => await stored });
	await platform.connected(1);
	for (let count = 0; count < 1_001; count += 1) platform.press({ value: `v${count}` });
	await until(() => leftOut.length === 1);
	expect(incoming).toHaveLength(1_000);
	store();
	await until(() => platform.acknowledged.length === 1_000);
});
