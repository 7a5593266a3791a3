/*
 * A process of its own that sends by a robot of WeCom, as an n8n worker does:
 * it knows of the others only what the store tells it. Says in lines of JSON
 * what became of each message.
 */
import { newRobot, RateLimiter } from '../../../../src/robots/sending/rateLimiter.ts';
import { robotDigest } from '../../../../src/robots/sending/rateStore.ts';
import { sendWithRetries } from '../../../../src/robots/sending/send.ts';
import { readWeComResponse } from '../../../../src/robots/weCom/response.ts';
import type { PostgresSettings } from '../../../../src/store/postgres/connectionSettings.ts';
import { openPostgresStore } from '../../../../src/store/postgres/store.ts';
import { storedRates } from '../../../../src/store/storedRates.ts';
import { systemClock } from '../../../../src/time/clock.ts';

export interface SendingTask {
	settings: PostgresSettings;
	/** Of the robots, which all post to one group. */
	urls: string[];
	messages: string[];
	/** ms: how long WeCom's minute is. */
	minute: number;
	/** ms that all of it may take. */
	patience: number;
}

async function main({ settings, urls, messages, minute, patience }: SendingTask): Promise<void> {
	const store = await openPostgresStore(settings);
	const robots = urls.map((url) => newRobot(robotDigest('WeCom', url)));
	const rateLimiter = new RateLimiter([{ count: 20, interval: minute }], systemClock, robots);
	rateLimiter.countIn(storedRates(store));
	process.stdout.write('"ready"\n');
	// All of them begin at once.
	await new Promise((resolve) => process.stdin.once('data', resolve));
	const deadline = systemClock.now() + patience;
	for (const content of messages) {
		const post = async (robot: number) => {
			const { status, headers, ...response } = await postJson(urls[robot], {
				msgtype: 'text',
				text: { content },
			});
			return readWeComResponse({ status, headers, body: response.body });
		};
		const options = { rateLimiter, clock: systemClock, isIdempotent: false, deadline };
		const { ok } = await sendWithRetries(post, options);
		process.stdout.write(`${JSON.stringify({ content, ok })}\n`);
	}
	await store.close();
	process.stdin.destroy();
}

async function postJson(url: string, body: object) {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return { status: response.status, headers: {}, body: await response.json() };
}

void main(JSON.parse(process.argv[2]) as SendingTask);
