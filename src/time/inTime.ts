import type { Clock } from './clock';

/** Without a reason every abort makes an error, with its stack. */
const ANSWERED = 'answered';

/**
 * What comes of the work, or this error when nothing has come of it within so
 * many milliseconds. The work itself goes on, and nobody hears of it any more.
 */
export async function inTime<Result>(
	work: Promise<Result>,
	limit: number,
	errorOf: () => Error,
	clock: Clock,
): Promise<Result> {
	const answered = new AbortController();
	return await new Promise((resolve, reject) => {
		void work.then(resolve, reject).finally(() => answered.abort(ANSWERED));
		void clock.sleep(limit, answered.signal).then(async () => {
			if (answered.signal.aborted) return;
			// A process that stood still finds its timers due before it reads what has come meanwhile.
			await new Promise((resume) => setImmediate(resume));
			reject(errorOf());
		});
	});
}
