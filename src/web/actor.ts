import { inOneLine } from '../text/utf8';

/** A name as somebody typed it; null when there is none. */
export function actorFrom(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	const name = inOneLine(value.slice(0, 1_000));
	return (
		[...new Intl.Segmenter().segment(name)]
			.slice(0, 60)
			.map(({ segment }) => segment)
			.join('')
			.slice(0, 200)
			.toWellFormed() || null
	);
}
