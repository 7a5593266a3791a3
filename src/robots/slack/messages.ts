import { own } from '../../own';
import { cleanText } from '../../text/utf8';
import { contentParts } from '../contentParts';
import { splitText } from '../markdown/splitText';
import type { WhenTooLong } from '../notification/inParts';
import { ExplainedError } from '../../explainedError';
import { mrkdwnMentions, withoutControlSequences, type SlackMentions } from './mentions';
import { splitMrkdwn } from './splitMrkdwn';

/* Messages of "chat.postMessage" and "Sending messages using incoming webhooks" (docs.slack.dev). */

type Body = Record<string, unknown>;

/** Text is best kept to 4000 characters; an update may not have more. */
const TEXT_LIMIT = 4_000;
const MOST_BLOCKS = 50;
const MOST_ATTACHMENTS = 100;

export interface SlackTextOptions {
	mentions: SlackMentions;
	/** Whether the text is mrkdwn, with links and mentions in it; else it is shown as it is. */
	isMrkdwn: boolean;
	whenTooLong: WhenTooLong;
}

/** A text as Slack reads it: mrkdwn, or such that nothing in it mentions anybody or links anywhere. */
export function slackText(raw: string, isMrkdwn: boolean): string {
	const text = cleanText(raw);
	return isMrkdwn ? text : withoutControlSequences(text);
}

/** One text message, or several when it is long. @throws {ExplainedError} */
export function slackTextMessages(rawContent: string, options: SlackTextOptions): Body[] {
	const content = cleanText(rawContent);
	const mentions = mrkdwnMentions(options.mentions);
	const written = (part: string) => (options.isMrkdwn ? part : withoutControlSequences(part));
	return contentParts(content, {
		whenTooLong: options.whenTooLong,
		split: options.isMrkdwn ? splitMrkdwn : splitText,
		fits: (part) => written(part).length + mentions.length + 1 <= TEXT_LIMIT,
		limit: `the ${TEXT_LIMIT} characters of a Slack text`,
	}).map((part, index) => ({
		text: index === 0 && mentions ? `${mentions} ${written(part)}` : written(part),
		mrkdwn: options.isMrkdwn,
	}));
}

/** Blocks of Block Kit with the text for notifications. @throws {ExplainedError} */
export function slackBlocks(blocks: unknown, text: string): Body {
	const list = listOf(blocks, 'blocks', MOST_BLOCKS);
	return { blocks: list, ...(text ? { text } : {}) };
}

/** Attachments, the older form that has colours. @throws {ExplainedError} */
export function slackAttachments(attachments: unknown, text: string): Body {
	const list = listOf(attachments, 'attachments', MOST_ATTACHMENTS);
	return { attachments: list, ...(text ? { text } : {}) };
}

/** The list itself, or what the Block Kit Builder exports: an object with the list in it. */
function listOf(value: unknown, name: string, most: number): unknown[] {
	const inner =
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? own(value as Record<string, unknown>, name)
			: value;
	if (!Array.isArray(inner) || inner.length === 0) {
		throw new ExplainedError(
			`The list of ${name} is empty`,
			`Enter a JSON list of ${name}, for example from Slack's Block Kit Builder.`,
		);
	}
	if (inner.length > most) {
		throw new ExplainedError(
			`A Slack message can have at most ${most} ${name}, not ${inner.length}`,
			'Send several messages.',
		);
	}
	return inner;
}
