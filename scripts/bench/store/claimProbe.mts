/*
 * A process of its own, so that its memory is that of the product: opens a
 * store, claims again and again, and tells how long that took.
 *
 *     node claimProbe.mts '{"file": "…" or "settings": {…}, "open": 100000, "claims": 40, "atOnce": 100}'
 */
import type { PostgresSettings } from '../../../src/store/postgres/connectionSettings.ts';
import { HandClock, newEngine, openPostgres, openSqlite, SCOPE } from './product.mts';

const HOUR = 3_600_000;

export interface ProbeResult {
	megabytes: number;
	/** Milliseconds of each claim, with the look when the next is due. */
	times: number[];
}

const { file, settings, open, claims, atOnce } = JSON.parse(process.argv[2]) as {
	file?: string;
	settings?: PostgresSettings;
	open: number;
	claims: number;
	atOnce: number;
};
const clock = new HandClock();
const store = file ? openSqlite(file, clock) : await openPostgres(settings!, clock);
const jobSource = newEngine(store).jobSourceOf(SCOPE);
const times: number[] = [];
clock.set(clock.now() + HOUR);
for (let claim = 0; claim < claims; claim += 1) {
	// They fall due one after the other, over an hour.
	clock.set(clock.now() + (HOUR * atOnce) / open);
	const beganAt = performance.now();
	const claimed = (await jobSource.poll(atOnce)).jobs;
	await jobSource.poll(0);
	if (claimed.length > 0) times.push(performance.now() - beganAt);
}
const megabytes = process.memoryUsage().rss / 1e6;
await store.close();
console.log(JSON.stringify({ megabytes, times } satisfies ProbeResult));
