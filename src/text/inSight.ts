import { own } from '../own';
import { shortened } from './characters';

/** Characters that nobody sees, or that break or turn a line; the two that join letters and emojis are none. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text from outside in one line, of which everything is seen: what is not is
 * written as JSON would escape it.
 *
 * @param longest UTF-16 code units before that.
 */
export function inSight(text: string, longest: number): string {
	return shortened(text, longest).replace(
		UNSEEN,
		(character) =>
			own(NAMES, character) ??
			Array.from(
				{ length: character.length },
				(_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
			).join(''),
	);
}
