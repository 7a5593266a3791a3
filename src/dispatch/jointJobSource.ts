import type { JobSource, Poll } from './jobSource';

/** Two job sources as one clock has them: what is due of the first goes first. */
export function jointJobSource(first: JobSource, second: JobSource): JobSource {
	return {
		async poll(limit, awakeSince): Promise<Poll> {
			const one = await first.poll(limit, awakeSince);
			const other = await second.poll(limit - one.jobs.length, awakeSince);
			const times = [one.nextDueAt, other.nextDueAt].filter((time) => time !== undefined);
			return {
				jobs: [...one.jobs, ...other.jobs],
				nextDueAt: times.length > 0 ? Math.min(...times) : undefined,
			};
		},
		async renew(tokens) {
			await first.renew(tokens);
			await second.renew(tokens);
		},
		async settle(outcomes) {
			await first.settle(outcomes);
			await second.settle(outcomes);
		},
		async tidy() {
			await first.tidy();
			await second.tidy();
		},
		async recover() {
			await first.recover();
			await second.recover();
		},
	};
}
