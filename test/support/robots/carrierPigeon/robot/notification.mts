import { renderMarkdown } from '../../../../../src/robots/markdown/render.ts';
import { contentOf, titleWithLabel } from '../../../../../src/robots/notification/content.ts';
import { inParts, type WhenTooLong } from '../../../../../src/robots/notification/inParts.ts';
import type { Notification } from '../../../../../src/robots/notification/notification.ts';
import { vocabularyOf, type Language } from '../../../../../src/words/language.ts';
import { pigeonMarkdown, plainInLetter } from './markdown.mts';
import { callOf, type PigeonMentions } from './mentions.mts';
import { lengthOf, PIGEON_LIMIT } from './platform.mts';

export interface PigeonNotificationOptions {
	language: Language;
	whenTooLong: WhenTooLong;
	mentions: PigeonMentions;
}

export interface Letter {
	ribbon: Notification['severity'];
	lines: string[];
}

/** The letters that say it, in order. @throws {ExplainedError} */
export function pigeonNotification(
	notification: Notification,
	{ language, whenTooLong, mentions }: PigeonNotificationOptions,
): Letter[] {
	const call = callOf(mentions);
	return inParts(contentOf(notification, { language, withLinks: true }), {
		whenTooLong,
		write: (content, { isFirst, label }) => ({
			ribbon: notification.severity,
			lines: [
				plainInLetter(titleWithLabel(notification.title, label)),
				...(isFirst && call ? [call] : []),
				...renderMarkdown(content, pigeonMarkdown).split('\n'),
			],
		}),
		fits: ({ lines }) => lengthOf(lines) <= PIGEON_LIMIT,
		mostText: PIGEON_LIMIT,
		limit: 'the 3000 characters of a letter',
		truncationMark: vocabularyOf(language).messages.truncated,
	});
}
