import { channel } from 'node:diagnostics_channel';

const STEP = 50;
/** After an answer has come: all that its reader does at once. */
const TURNS = 5;

/**
 * Time that passes as fast as the machine can, but stands still while a request
 * is on its way, which would time out: for whoever waits for minutes between
 * requests to servers on this machine. Use it with Jest's fake timers, which
 * must not fake `setImmediate`.
 */
export class HurriedTime {
	private onTheirWay = 0;

	private readonly begin = () => (this.onTheirWay += 1);

	private readonly end = () => (this.onTheirWay -= 1);

	constructor() {
		channel('http.client.request.start').subscribe(this.begin);
		channel('http.client.response.finish').subscribe(this.end);
		channel('http.client.request.error').subscribe(this.end);
	}

	stop(): void {
		channel('http.client.request.start').unsubscribe(this.begin);
		channel('http.client.response.finish').unsubscribe(this.end);
		channel('http.client.request.error').unsubscribe(this.end);
	}

	/** Lets time pass until it is done. */
	async until<Result>(work: Promise<Result>): Promise<Result> {
		let isDone = false;
		const done = () => (isDone = true);
		work.then(done, done);
		while (!isDone) {
			for (let turn = 0; turn < TURNS; turn += 1) await new Promise(setImmediate);
			if (this.onTheirWay === 0) jest.advanceTimersByTime(STEP);
		}
		return await work;
	}
}
