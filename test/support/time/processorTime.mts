/**
 * Milliseconds of processor time, in all threads, that some work takes when
 * nothing else gets in its way: of so many tries the least.
 */
export async function inTheBestCase(tries: number, work: () => unknown): Promise<number> {
	let least = Infinity;
	for (let count = 0; count < tries; count += 1) {
		const before = process.cpuUsage();
		await work();
		const { user, system } = process.cpuUsage(before);
		least = Math.min(least, (user + system) / 1_000);
	}
	return least;
}
