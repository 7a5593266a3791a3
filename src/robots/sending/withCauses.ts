/** Causes may go round in a circle. */
const MOST = 5;

/** What was thrown, then what caused it, and so on. */
export function* withCauses(thrown: unknown): Generator<object, void> {
	for (let at = thrown, count = 0; at && count < MOST; count += 1) {
		yield at;
		at = (at as { cause?: unknown }).cause;
	}
}
