import { LogLevel, SocketModeClient, type Logger } from '@slack/socket-mode';

import { slackDialect } from '../../../../src/chatApps/slack/dialect';
import { watchedConnection } from '../../../support/chatApps/connected.mts';
import { FakeSlackApp } from '../../../support/chatApps/slack/fakeSlackApp.mts';
import { until } from '../../../support/time/until.mts';

/*
 * Slack's own client and ours, one after the other, at the same platform: what
 * the one is given and says, the other is given and says.
 */

let platform: FakeSlackApp;

beforeEach(async () => {
	platform = await FakeSlackApp.start();
});

afterEach(async () => await platform.stop());

const silent: Logger = {
	debug: () => undefined,
	info: () => undefined,
	warn: () => undefined,
	error: () => undefined,
	setLevel: () => undefined,
	getLevel: () => LogLevel.ERROR,
	setName: () => undefined,
};

const sdk = () =>
	new SocketModeClient({
		appToken: platform.appToken,
		logger: silent,
		autoReconnectEnabled: false,
		clientOptions: { slackApiUrl: `${platform.apiUrl}/`, retryConfig: { retries: 0 } },
	});

test("Slack's own client connects, hears of a press and of a word, and acknowledges them", async () => {
	const client = sdk();
	const heard: Array<{ type: string; body: any; ack: () => Promise<void> }> = [];
	client.on('slack_event', (event) => {
		heard.push(event);
		void event.ack();
	});
	await client.start();
	const press = platform.press({ value: 'v', user: 'U7', channel: 'C7', message: '1.000001' });
	expect(await platform.acknowledgement(press)).toEqual({ envelope_id: press, payload: {} });
	const word = platform.say({ text: '<@UBOT> on it', thread: '1.000001' });
	await platform.acknowledgement(word);
	expect(heard.map(({ type }) => type)).toEqual(['interactive', 'events_api']);
	expect(heard[0].body).toMatchObject({
		type: 'block_actions',
		user: { id: 'U7' },
		channel: { id: 'C7' },
		container: { message_ts: '1.000001' },
		actions: [{ value: 'v' }],
	});
	expect(heard[1].body.event).toMatchObject({ type: 'app_mention', thread_ts: '1.000001' });
	await client.disconnect();
	await until(() => platform.ready.length === 0);
});

test('it ends its connection where the platform asks for it, and where the token is wrong it does not start', async () => {
	const client = sdk();
	await client.start();
	platform.renew();
	await until(() => platform.ready.length === 0);
	platform.refuse('invalid_auth');
	await expect(sdk().start()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
});

test('ours does the same', async () => {
	const { connection, incoming } = watchedConnection({
		dialect: slackDialect({ baseUrl: platform.apiUrl, appToken: platform.appToken }),
	});
	await platform.connected(1);
	const press = platform.press({ value: 'v', user: 'U7', channel: 'C7', message: '1.000001' });
	await platform.acknowledgement(press);
	const word = platform.say({ text: '<@UBOT> on it', thread: '1.000001' });
	await platform.acknowledgement(word);
	expect(incoming).toMatchObject([
		{ kind: 'press', value: 'v', chat: 'C7', message: '1.000001', by: { id: 'U7' } },
		{ kind: 'word', text: 'on it', repliesTo: ['1.000001'] },
	]);
	platform.renew();
	await platform.connected(2);
	await connection.close();
	await until(() => platform.ready.length === 0);
});

test('after frames that no platform sends the next good one is heard, and they are told', async () => {
	const { connection, incoming, leftOut } = watchedConnection({
		dialect: slackDialect({ baseUrl: platform.apiUrl, appToken: platform.appToken }),
	});
	await platform.connected(1);
	const hostile = ['{', 'null', '""', '[]', '{"type":"interactive"}', Buffer.from([0xff, 0xfe, 0])];
	for (const frame of hostile) platform.malformed(frame);
	const press = platform.press({ value: 'v' });
	await platform.acknowledgement(press);
	expect(incoming).toHaveLength(1);
	expect(leftOut).toHaveLength(hostile.length);
	await connection.close();
});

test('a frame that is larger than any ends the connection, and the next one is heard', async () => {
	const { connection, incoming } = watchedConnection({
		dialect: slackDialect({ baseUrl: platform.apiUrl, appToken: platform.appToken }),
	});
	await platform.connected(1);
	platform.malformed(JSON.stringify({ type: 'x', padding: 'x'.repeat(2_000_000) }));
	await platform.connected(2);
	await until(() => platform.ready.length === 1);
	await platform.acknowledgement(platform.press({ value: 'v' }));
	expect(incoming).toHaveLength(1);
	await connection.close();
});
