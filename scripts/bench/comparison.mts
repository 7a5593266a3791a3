/** One line of the table: ours against what a user would have without us. */
export interface Comparison {
	/** What was counted, with its unit. */
	measure: string;
	/** n8n's settings that differ from its defaults. */
	setting: string;
	rival: string;
	/** In the unit of the measure, of every round; a round of both follows the other directly. */
	ours: number[];
	theirs: number[];
	/** The least ratio that we want. */
	goal?: number;
}

/** The middle one, or what lies between the two in the middle. */
export function median(values: number[]): number {
	if (values.length === 0) throw new RangeError('There is no median of nothing');
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Round by round: what else the machine did then met both. */
export function ratioOf({ ours, theirs }: Comparison): number {
	return median(ours.map((figure, round) => figure / theirs[round]));
}

export function isMissed(comparison: Comparison): boolean {
	return comparison.goal !== undefined && ratioOf(comparison) < comparison.goal;
}

export function lineOf(comparison: Comparison): string {
	const { measure, setting, rival, ours, theirs, goal } = comparison;
	const verdict =
		goal === undefined ? '' : ` (goal ${goal}${isMissed(comparison) ? ', goal missed' : ''})`;
	return (
		`${measure.padEnd(20)} ${`${setting}:`.padEnd(18)} ours ${figures(ours)}, ` +
		`${rival} ${figures(theirs)}, ratio ${ratioOf(comparison).toFixed(2)}${verdict}`
	);
}

/** The median, and how far the rounds lay apart. */
function figures(values: number[]): string {
	const shown = median(values).toFixed(1);
	if (values.length === 1) return shown;
	return `${shown} [${Math.min(...values).toFixed(1)}-${Math.max(...values).toFixed(1)}]`;
}
