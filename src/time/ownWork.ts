/**
 * Measures work that is done in one go, and cannot be bounded by its input. The
 * shorter of two clocks: on that of the wall, a busy machine's other programs
 * count; on that of the process, its other threads do, such as those that
 * collect garbage.
 *
 * @returns how long the work has taken since the call, in milliseconds.
 */
export function measureOwnWork(): () => number {
	const startedAt = performance.now();
	const usedBefore = process.cpuUsage();
	return () => {
		const { user, system } = process.cpuUsage(usedBefore);
		return Math.min(performance.now() - startedAt, (user + system) / 1_000);
	};
}
