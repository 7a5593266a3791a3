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
 * their time as they like, but not each time.
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
	const times = leastTimes(work, [shorter, make(length / 2), longer, make(2 * length)]);
	return times[2] < LONG_ENOUGH ? 1 : growthOfTimes(times);
}

/** In turns, so that what is compiled, or what else the machine does, meets all of them alike. */
function leastTimes<Input>(work: (input: Input) => unknown, inputs: Input[]): number[] {
	const least = inputs.map(() => Infinity);
	for (let tries = 0; tries < TRIES; tries += 1) {
		inputs.forEach((input, index) => (least[index] = Math.min(least[index], timeOf(work, input))));
	}
	return least;
}

/**
 * The growth within two doublings by what it is in the least of them. Where memory of
 * another kind is taken from some length on, time leaps once, in one doubling or in two
 * that follow one another. What stays the same beyond a bound says nothing of how it
 * grows below.
 *
 * @param times of lengths each of which is twice the one before.
 */
export function growthOfTimes(times: number[]): number {
	const doublings = times.slice(1).map((time, index) => time / times[index]);
	const telling = doublings.filter((growth) => growth > BOUNDED);
	return telling.length === 0 ? 1 : Math.min(...telling) ** 2;
}

/** Of twice the length; what is linear has 2. */
const BOUNDED = 1.4;

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
