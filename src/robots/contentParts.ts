import { cutText } from './markdown/cutText';
import { MOST_PARTS, ROOM_FOR_LABEL, type WhenTooLong } from './notification/inParts';
import { ExplainedError } from '../explainedError';
import { DEFAULT_LANGUAGE, vocabularyOf } from '../words/language';

export interface ContentParts {
	whenTooLong: WhenTooLong;
	/** How a content of this kind is parted, so that each part fits. No more of them are asked for than are sent. */
	split(content: string, fits: (piece: string) => boolean): Generator<string, void>;
	fits(content: string): boolean;
	/** The limit in the platform's own words, for the error. */
	limit: string;
	/** One of the robot's keywords, which every part has to have. */
	keyword?: string;
}

/** The author's own language is not known. */
const TRUNCATION_MARK = vocabularyOf(DEFAULT_LANGUAGE).messages.truncated;

/** A content as its author wrote it, in as many messages as it needs. @throws {ExplainedError} */
export function contentParts(content: string, options: ContentParts): string[] {
	const { whenTooLong, fits } = options;
	if (content.trim() === '') {
		throw new ExplainedError(
			'The content is empty',
			'Enter a text, or an expression that returns one.',
		);
	}
	if (fits(content)) return [content];
	if (whenTooLong === 'fail') {
		throw new ExplainedError(
			`The content is longer than ${options.limit}`,
			'Shorten it (a Chinese character takes three bytes), or set "When Too Long" to Truncate, or to Split if it may become several messages.',
		);
	}
	const keywordFor = (piece: string) =>
		options.keyword === undefined || piece.includes(options.keyword) ? '' : ` · ${options.keyword}`;
	if (whenTooLong === 'truncate') {
		const ending = TRUNCATION_MARK + keywordFor('');
		const [head] = cutText(content, (piece) => fits(`${piece}${ending}`));
		return [`${head}${TRUNCATION_MARK}${keywordFor(head)}`];
	}
	const fitsLabelled = (piece: string) =>
		fits(`${ROOM_FOR_LABEL}${keywordFor('')}\n${piece}${TRUNCATION_MARK}`);
	const pieces = [...options.split(content, fitsLabelled).take(MOST_PARTS + 1)];
	const count = Math.min(pieces.length, MOST_PARTS);
	return pieces.slice(0, count).map((piece, index) => {
		const isCutOff = index === count - 1 && pieces.length > count;
		return `(${index + 1}/${count})${keywordFor(piece)}\n${piece}${isCutOff ? TRUNCATION_MARK : ''}`;
	});
}
