import { NotKeptError } from '../store/store';
import type { Incoming } from '../escalation/incoming';
import type { EscalationEngine } from './engine';

/**
 * Takes in what arrived at a node, in order, all of it together. Where the store
 * cannot keep something, it is left out, and the rest is taken in.
 *
 * @returns why it could not be kept, for each in their order.
 * @throws {StoreError} where the store failed. What it has by then is known again.
 */
export async function trackEach(
	engine: EscalationEngine,
	scope: string,
	arrivals: Incoming[],
): Promise<Array<NotKeptError | undefined>> {
	try {
		await engine.track(scope, arrivals);
		return arrivals.map(() => undefined);
	} catch (error) {
		if (!(error instanceof NotKeptError)) throw error;
		if (arrivals.length === 1) return [error];
		const half = Math.ceil(arrivals.length / 2);
		return [
			...(await trackEach(engine, scope, arrivals.slice(0, half))),
			...(await trackEach(engine, scope, arrivals.slice(half))),
		];
	}
}
