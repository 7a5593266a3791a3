/** How much of the processor this process has used, in milliseconds: work that cannot be bounded by its input is bounded by that, however busy the machine is with others. */
export function processorTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1_000;
}
