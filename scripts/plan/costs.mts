/** What n8n with this package needs of one processor core, in ms. */
export interface Costs {
	/** A request that brings an event: taken, verified, stored, answered. */
	request: number;
	/** An execution of a few nodes: started, run, saved. */
	execution: number;
	/** What the main has to do for an execution that a worker runs. */
	handOver: number;
	/** Each item that it carries, with the robot's request. */
	item: number;
	/** A look of a clock at the store: claim, gate and settlement. */
	look: number;
}

/** n8n's expression engine, see "Expression engine" in docs/scaling.md. */
export type Engine = 'vm' | 'lazy';

/**
 * From `npm run bench`, see "What was measured" in docs/scaling.md: a request
 * and a reminder are a second of processor time divided by how many of them fit;
 * an execution is what the Webhook node with a No-Op costs beyond an empty
 * webhook. What the main has to do beside executions is a guess on the safe side.
 */
export function costsOf(engine: Engine): Costs {
	return { request: engine === 'vm' ? 46 : 2.5, execution: 8.4, handOver: 3, item: 2.7, look: 3 };
}
