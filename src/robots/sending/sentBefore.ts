import type { Clock } from '../../time/clock';
import { systemClock } from '../../time/clock';
import { HOUR } from '../../time/duration';

const REMEMBERED_FOR = HOUR;
const MOST_REMEMBERED = 10_000;

/**
 * What was sent a while ago, and by which execution. A reminder goes to all robots
 * of an output again when one of them failed; those that have sent it need not.
 */
export class SentBefore {
	private readonly sent = new Map<string, { execution: string; at: number }>();

	constructor(private readonly clock: Clock) {}

	/** Whether another execution has sent it; the same one may say the same thing twice on purpose. */
	has(what: string, execution: string): boolean {
		const known = this.sent.get(what);
		if (!known || Math.abs(this.clock.now() - known.at) > REMEMBERED_FOR) return false;
		return known.execution !== execution;
	}

	note(what: string, execution: string): void {
		this.sent.delete(what);
		this.sent.set(what, { execution, at: this.clock.now() });
		if (this.sent.size <= MOST_REMEMBERED) return;
		const [oldest] = this.sent.keys();
		this.sent.delete(oldest);
	}
}

/** Of this process: after a crash nobody knows, and it is sent again. */
export const sentBefore = new SentBefore(systemClock);
