import { Socket } from 'node:net';

/**
 * A connection that sends at once what is written to it within one turn of the
 * event loop: the statements of a transaction which wait for nothing in between.
 * Each write of its own would be a call of the system, and wake the server.
 */
export class GatheringSocket extends Socket {
	private isGathering = false;

	override cork(): void {
		this.gather();
		super.cork();
	}

	private gather(): void {
		if (this.isGathering) return;
		this.isGathering = true;
		super.cork();
		// When every promise that is fulfilled now has been followed up.
		process.nextTick(() => {
			this.isGathering = false;
			super.uncork();
		});
	}
}
