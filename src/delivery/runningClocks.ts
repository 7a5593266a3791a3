import type { Duty } from './duty';

/** What an older dispatcher still needs when a newer one has begun: to tell how its executions end. */
export type Remainder = Pick<Duty, 'settle' | 'renew'>;

/**
 * A clock that runs in this process, as newer code sees it that n8n loads
 * beside ours. What is here is never changed after a release, only added to.
 */
export interface RunningClock {
	/** Whose clock it is; names what starts it again. */
	kind: string;
	/** n8n's functions of the node, which stay when the code changes. */
	trigger: unknown;
	/** The publication that it belongs to. */
	publication: symbol;
	/** Tells its code from newer code. */
	code: symbol;
	/** Hands out nothing more. */
	stop(): Promise<void>;
	/** The same; what becomes of its executions goes into the newer code's store. */
	handOver(remainder: Remainder): void;
}

const CLOCKS = Symbol.for('n8n-nodes-until-replied.runningClocks');
const shared = globalThis as typeof globalThis & { [CLOCKS]?: Map<string, RunningClock> };

/** By scope, of all versions of the package that are loaded. */
export function runningClocks(): Map<string, RunningClock> {
	shared[CLOCKS] ??= new Map();
	return shared[CLOCKS];
}
