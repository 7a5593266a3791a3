/**
 * The largest count up to `most` that fits, 0 when none does. Asks for counts
 * twice as large as it is in the end at most: to ask for each would take the
 * square of the time, and for half of a long text more than all that fits.
 *
 * @param fits may only get false as the count grows.
 */
export function mostThatFit(most: number, fits: (count: number) => boolean): number {
	let low = 0;
	let high = most;
	for (let step = 1; low + step <= most; step *= 2) {
		if (!fits(low + step)) {
			high = low + step - 1;
			break;
		}
		low += step;
	}
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (fits(middle)) low = middle;
		else high = middle - 1;
	}
	return low;
}
