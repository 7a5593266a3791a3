import { MINUTE, SECOND } from '../../time/duration';

/** How long the store waits for what, in ms. */
export interface Limits {
	/** For a connection: one that is made, or one that becomes free. */
	connection: number;
	/** How long a process that stands still in the middle of a transaction keeps its locks. */
	pause: number;
	/** The same, once a connection was lost: where the machine is slow, it would stand still as long again. */
	longPause: number;
	/** For a lock of another transaction. Longer than `pause`: who waits for a process that stands still gets it. */
	lock: number;
	/** A statement, before the server ends it. */
	statement: number;
	/** The same, once a statement was ended: the server works, and there is much to do. */
	longStatement: number;
	/** How much later than the server's own limits its answer may come. */
	answer: number;
	/** How often the connection that only listens is asked whether it lives. */
	ping: number;
	/** As long as a server takes to restart, and shorter than a source waits for its answer. */
	restart: number;
}

export const LIMITS: Limits = {
	connection: 5 * SECOND,
	pause: 3 * SECOND,
	longPause: 30 * SECOND,
	lock: 4 * SECOND,
	statement: 15 * SECOND,
	longStatement: 10 * MINUTE,
	answer: 2 * SECOND,
	ping: 10 * SECOND,
	restart: 4 * SECOND,
};

/** Characters a second: what a slow machine prepares and a slow network carries. */
const PACE = 256 * 1_024;

/** How long it may take until the server has got so many characters, in ms. */
export const timeToSend = (characters: number): number => Math.ceil((characters / PACE) * SECOND);
