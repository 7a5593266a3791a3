import https from 'node:https';
import { connect } from 'node:net';

import { openSocket } from '../../../../src/chatApps/connection/socket';
import { FakeSlackApp } from '../../../support/chatApps/slack/fakeSlackApp.mts';

const listener = (ended: (reason: string) => void) => ({
	opened: () => undefined,
	heard: () => undefined,
	frame: () => undefined,
	ended,
});

test("an encrypted connection goes by the agent that n8n's proxy has put in its place since", async () => {
	const before = https.globalAgent;
	const asked: unknown[] = [];
	https.globalAgent = new (class extends https.Agent {
		override createConnection(options: { host?: string }) {
			asked.push(options.host);
			// Nobody listens there.
			return connect({ host: '127.0.0.1', port: 1 });
		}
	})();
	try {
		const reason = await new Promise<string>((resolve) => {
			openSocket('wss://wss-primary.slack.com/link', listener(resolve));
		});
		expect(reason).toContain('ECONNREFUSED');
		expect(asked).toEqual(['wss-primary.slack.com']);
	} finally {
		https.globalAgent = before;
	}
});

test.each(['terminate', 'close'] as const)(
	'one that was not open yet ends by "%s", once',
	async (how) => {
		const platform = await FakeSlackApp.start();
		const ended = jest.fn();
		const socket = openSocket(`${platform.socketUrl}/link`, listener(ended));
		socket[how]();
		socket.send('never sent');
		socket.ping();
		await new Promise((resolve) => setImmediate(resolve));
		await new Promise((resolve) => setImmediate(resolve));
		expect(ended).toHaveBeenCalledTimes(1);
		await platform.stop();
	},
);

test('a server that refuses says with what', async () => {
	const platform = await FakeSlackApp.start();
	const reason = await new Promise<string>((resolve) => {
		openSocket(`${platform.socketUrl}/link?ticket=none`, listener(resolve));
	});
	expect(reason).toContain('408');
	await platform.stop();
});
