import { SECOND } from '../../time/duration';

/** How many durations fell into each bucket, by its number. */
export type Histogram = Record<number, number>;

/** Each bucket is so many times as wide as the one before: whatever is read from it is right within 5 %. */
const GROWTH = 1.1;
const LOG_GROWTH = Math.log(GROWTH);

/** The first has all below a second. */
function bucketOf(time: number): number {
	return time < SECOND ? 0 : 1 + Math.floor(Math.log(time / SECOND) / LOG_GROWTH);
}

/** Its middle, as logarithms have it, in ms. */
function middleOf(bucket: number): number {
	return bucket === 0 ? SECOND / 2 : SECOND * GROWTH ** (bucket - 0.5);
}

/** @param time in ms. */
export function count(histogram: Histogram, time: number): void {
	const bucket = bucketOf(Math.max(0, time));
	histogram[bucket] = (histogram[bucket] ?? 0) + 1;
}

/** @param times how often; -1 takes them away. */
export function addAll(histogram: Histogram, other: Histogram, times = 1): void {
	for (const [name, many] of Object.entries(other)) {
		const bucket = Number(name);
		histogram[bucket] = (histogram[bucket] ?? 0) + times * many;
	}
}

/** How many there are. */
export function sizeOf(histogram: Histogram): number {
	return Object.values(histogram).reduce((sum, many) => sum + many, 0);
}

/** All together, in ms, right within 5 %. */
export function sumOf(histogram: Histogram): number {
	return Object.entries(histogram).reduce(
		(sum, [bucket, many]) => sum + middleOf(Number(bucket)) * many,
		0,
	);
}

/** How many were within this time, in ms, where each counts as what `quantile` reads. */
export function countWithin(histogram: Histogram, time: number): number {
	return Object.entries(histogram).reduce(
		(sum, [bucket, many]) => (middleOf(Number(bucket)) <= time ? sum + many : sum),
		0,
	);
}

/** Within how many ms this part of all was: 0.5 is the median. Null where there is nothing. */
export function quantile(histogram: Histogram, part: number): number | null {
	const buckets = Object.entries(histogram)
		.map(([bucket, many]) => ({ bucket: Number(bucket), many }))
		.toSorted((one, other) => one.bucket - other.bucket);
	const total = sizeOf(histogram);
	if (total === 0) return null;
	let seen = 0;
	for (const { bucket, many } of buckets) {
		seen += many;
		if (seen >= Math.max(1, Math.ceil(total * part))) return Math.round(middleOf(bucket));
	}
	return null;
}
