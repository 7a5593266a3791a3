import { createHash } from 'node:crypto';

/*
 * Which of many names are meant, in so few characters that a note has room for
 * a hundred: a Bloom filter. It takes a hundredth of all other names for one of
 * them; of those that must not be mistaken none, since another salt is tried.
 */

const BITS_FOR_A_NAME = 10;
const FEWEST_BITS = 64;
/** The best number for that many bits: their number times the logarithm of 2. */
const PLACES_OF_A_NAME = 7;
/** Characters before the bits, in base 36. */
const SALT = 2;
const MOST_SALTS = 1_000;

/** Undefined when too many other names have to be told from them. */
export function nameFilter(meant: string[], others: string[]): string | undefined {
	const size = Math.ceil(Math.max(FEWEST_BITS, BITS_FOR_A_NAME * meant.length) / 8);
	for (let salt = 0; salt < MOST_SALTS; salt += 1) {
		const written = salt.toString(36).padStart(SALT, '0');
		const bits = Buffer.alloc(size);
		for (const name of meant) {
			for (const place of placesOf(name, written, size)) bits[place >> 3] |= 1 << (place & 7);
		}
		const filter = written + bits.toString('base64url');
		if (!others.some((name) => isInFilter(filter, name))) return filter;
	}
	return undefined;
}

export function isInFilter(filter: string, name: string): boolean {
	const bits = Buffer.from(filter.slice(SALT), 'base64url');
	if (bits.length === 0) return false;
	const places = placesOf(name, filter.slice(0, SALT), bits.length);
	return places.every((place) => (bits[place >> 3] & (1 << (place & 7))) !== 0);
}

/** The bits of a name. @param size of the filter, in bytes. */
function placesOf(name: string, salt: string, size: number): number[] {
	const hash = createHash('sha256').update(`${salt} ${name}`).digest();
	return Array.from(
		{ length: PLACES_OF_A_NAME },
		(_, index) => hash.readUInt32BE(4 * index) % (8 * size),
	);
}
