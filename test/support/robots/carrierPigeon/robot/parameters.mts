import { contentParts } from '../../../../../src/robots/contentParts.ts';
import type { RobotItem } from '../../../../../src/robots/design/item.ts';
import { splitText } from '../../../../../src/robots/markdown/splitText.ts';
import { cleanText } from '../../../../../src/text/utf8.ts';
import { plainInLetter } from './markdown.mts';
import { allMentions } from '../../../../../src/robots/design/mentioning.ts';
import { callOf, pigeonMentioning, type PigeonMentions } from './mentions.mts';
import type { Letter } from './notification.mts';
import { lengthOf, PIGEON_LIMIT } from './platform.mts';

/** The request bodies of "Send Message". @throws {ExplainedError} */
export async function messagesOf(item: RobotItem): Promise<Letter[]> {
	const call = callOf(await allMentions(mentionsOf(item), item, pigeonMentioning));
	const linesOf = (part: string) => [...(call ? [call] : []), ...plainInLetter(part).split('\n')];
	return contentParts(cleanText(item.text('content')), {
		whenTooLong: item.sending.whenTooLong,
		split: splitText,
		fits: (part) => lengthOf(linesOf(part)) <= PIGEON_LIMIT,
		limit: 'the 3000 characters of a letter',
	}).map((part, index) => ({
		ribbon: 'info',
		lines: index === 0 ? linesOf(part) : plainInLetter(part).split('\n'),
	}));
}

/** Who is mentioned. */
export function mentionsOf(item: RobotItem): PigeonMentions {
	return { people: item.mentioned('users'), everybody: item.option('everybody', false, 'mention') };
}
