import { ExplainedError } from '../../../src/explainedError';

/**
 * ms of processor time: less says nothing about how it grows, and the square of the
 * lengths that are tried takes more.
 */
const LONG_ENOUGH = 30;
const TRIES = 6;

/**
 * By how much the processor time of `work` grows from a quarter of the
 * length to the whole; 1 where that takes no time to speak of. Measured
 * again when it seems to be much: the compiler and the garbage collector take
 * their time as they like, but not each time. Where memory of another kind is
 * taken from some length on, time leaps once: the lesser of both doublings counts.
 */
export function growthOf<Input>(
	work: (input: Input) => unknown,
	make: (length: number) => Input,
	length: number,
): number {
	const [shorter, longer] = [make(length / 4), make(length)];
	let long = timeOf(work, longer);
	if (long < LONG_ENOUGH) return 1;
	let short = timeOf(work, shorter);
	for (let tries = 1; tries < TRIES && long > MOST_GROWTH * short; tries += 1) {
		long = Math.min(long, timeOf(work, longer));
		if (long < LONG_ENOUGH) return 1;
		// Not the less of these: what was compiled meanwhile is faster.
		short = timeOf(work, shorter);
	}
	if (long <= MOST_GROWTH * short) return long / short;
	return growthOfTheLeast(work, [shorter, make(length / 2), longer]);
}

/** In turns, so that what is compiled, or what else the machine does, meets all of them alike. */
function growthOfTheLeast<Input>(work: (input: Input) => unknown, inputs: Input[]): number {
	const least = inputs.map(() => Infinity);
	for (let tries = 0; tries < TRIES; tries += 1) {
		inputs.forEach((input, index) => (least[index] = Math.min(least[index], timeOf(work, input))));
	}
	const [short, middle, long] = least;
	return long < LONG_ENOUGH ? 1 : Math.min(long / middle, middle / short) ** 2;
}

/** Trebled at each of two doublings. What is linear grows by 4, the square of the length by 16. */
export const MOST_GROWTH = 9;

/** ms of processor time. */
function timeOf<Input>(work: (input: Input) => unknown, input: Input): number {
	const before = process.cpuUsage();
	try {
		work(input);
	} catch (error) {
		// Of nothing but blanks no message can be made.
		if (!(error instanceof ExplainedError)) throw error;
	}
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}
