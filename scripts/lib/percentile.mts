/** The value that such a share of the others stays below; 0 of nothing. */
export function percentile(values: number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.floor(sorted.length * share)] ?? 0;
}
