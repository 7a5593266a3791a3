import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { cpuSeconds } from '../../scripts/bench/cpuTime.mts';
import { eventsOfNothing, installEmptyWebhook } from '../../scripts/bench/emptyWebhook.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { guises, hostileBodies } from '../support/sources/hostileBodies.mts';
import { post, Stage } from '../support/n8n/stage.mts';

const MEBIBYTE = 1_024 * 1_024;

let stage: Stage;
before(async () => {
	stage = await Stage.start({ beside: installEmptyWebhook });
});
after(async () => await stage.stop());

describe('A body that is made to keep n8n busy', () => {
	// Node.js takes headers up to 16 kB.
	const short = Object.values(guises).filter(
		({ headers }) => JSON.stringify(headers ?? {}).length < 500,
	);
	const forged: Record<string, string> = Object.assign({}, ...short.map(({ headers }) => headers));
	const families: Array<[string, number]> = [
		['empty objects', 8 * MEBIBYTE],
		['many keys', 8 * MEBIBYTE],
		['alerts that are none', 8 * MEBIBYTE],
		['colons, in a message', 4 * MEBIBYTE],
		['spaces before an odd line end, in a message', 64 * 1_024],
		['a quotation with lazy lines, in a message', MEBIBYTE],
	];

	it('costs little more, from a stranger, than n8n itself takes for it', async () => {
		const nothing = eventsOfNothing();
		await stage.api.publish(await stage.api.createWorkflow(nothing.definition));
		const empty = `${stage.n8n.url}${nothing.path}`;
		const detect = await stage.publish({
			trigger: { source: 'detect', authentication: 'signature' },
			webhookId: randomUUID(),
		});
		const bothRespond = async () =>
			await until('both answer', async () => {
				const statuses = [empty, detect.webhookUrl].map(
					async (url) => (await post(url, '{}')).status,
				);
				return (await Promise.all(statuses)).join() === '200,401';
			});
		await bothRespond();

		/** Seconds of processor time that n8n takes for a request. */
		const cost = async (url: string, body: Buffer, headers: Record<string, string>) => {
			const before = cpuSeconds(stage.n8n.pid!)!;
			const { status } = await post(url, body, headers);
			const took = cpuSeconds(stage.n8n.pid!)! - before;
			if (status === 503) {
				// n8n itself, kept busy by either webhook, missed the answer of its own database to a ping.
				await bothRespond();
				return Infinity;
			}
			assert.equal(status, url === empty ? 200 : 401);
			return took;
		};
		for (const [family, bytes] of families) {
			const body = hostileBodies[family](bytes);
			const least = { n8n: Infinity, unsigned: Infinity, forged: Infinity };
			for (let round = 0; round < 4; round += 1) {
				least.n8n = Math.min(least.n8n, await cost(empty, body, {}));
				least.unsigned = Math.min(least.unsigned, await cost(detect.webhookUrl, body, {}));
				least.forged = Math.min(least.forged, await cost(detect.webhookUrl, body, forged));
			}
			const figures = Object.entries(least).map(([name, cpu]) => `${name} ${cpu.toFixed(2)} s`);
			console.log(`${family}, ${bytes / 1_024} kB: ${figures.join(', ')}`);
			// What else n8n does meanwhile, and its collector, count too.
			const most = 1.5 * least.n8n + 0.3;
			assert.ok(Number.isFinite(least.n8n), `${family}: n8n answered none of the rounds`);
			assert.ok(Math.max(least.unsigned, least.forged) < most, `${family}: ${figures.join(', ')}`);
		}
	});
});
