import type { Root } from '../markdown/tree';
import { paragraph, rootOf, text } from '../markdown/build';
import { splitMarkdown } from '../markdown/split';
import { ExplainedError } from '../../explainedError';

/** What becomes of a message that is longer than its platform takes. */
export const waysWhenTooLong = ['split', 'truncate', 'fail'] as const;
export type WhenTooLong = (typeof waysWhenTooLong)[number];

/** Which part of how many; `label` is empty for a message that has only one. */
export interface Part {
	isFirst: boolean;
	label: string;
}

export interface InParts<Message> {
	whenTooLong: WhenTooLong;
	/** Writes one message of a part of the content. */
	write(content: Root, part: Part): Message;
	fits(message: Message): boolean;
	/** UTF-16 code units of text that no message can have more of, whatever its form. */
	mostText: number;
	/** The limit in the platform's own words, for the error. */
	limit: string;
	truncationMark: string;
}

/** More parts are not sent: the last one says that it was cut off. */
export const MOST_PARTS = 10;
const WHOLE: Part = { isFirst: true, label: '' };
/** As long as a label can get. */
export const ROOM_FOR_LABEL = '(99/99)';

/** The message, or as many as the content needs. @throws {ExplainedError} */
export function inParts<Message>(content: Root, options: InParts<Message>): Message[] {
	const { whenTooLong, write, fits } = options;
	const whole = write(content, WHOLE);
	if (fits(whole)) return [whole];
	if (whenTooLong === 'fail') {
		throw new ExplainedError(
			`The message is longer than ${options.limit}`,
			'Shorten it, or set "When Too Long" to Split or Truncate.',
		);
	}
	const fitsIn = (piece: Root, index: number) => {
		const part = { isFirst: index === 0, label: ROOM_FOR_LABEL };
		return fits(write(marked(piece, options.truncationMark), part));
	};
	const isTruncated = whenTooLong === 'truncate';
	const parts = splitMarkdown(content, fitsIn, options.mostText);
	const pieces = firstOf(parts, isTruncated ? 1 : MOST_PARTS + 1);
	if (isTruncated) return [write(marked(pieces[0], options.truncationMark), WHOLE)];
	const count = Math.min(pieces.length, MOST_PARTS);
	return pieces.slice(0, count).map((piece, index) => {
		const isLast = index === count - 1;
		const isCutOff = isLast && pieces.length > count;
		return write(isCutOff ? marked(piece, options.truncationMark) : piece, {
			isFirst: index === 0,
			label: `(${index + 1}/${count})`,
		});
	});
}

function firstOf(parts: Generator<Root, void>, count: number): Root[] {
	try {
		const pieces = [...parts.take(count)];
		if (pieces.length > 0) return pieces;
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
	}
	throw new ExplainedError('Mentions leave no space for the text', 'Mention fewer people.');
}

function marked(piece: Root, mark: string): Root {
	return rootOf([...piece.children, paragraph(text(mark))]);
}
