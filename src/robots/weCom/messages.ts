import { createHash } from 'node:crypto';

import { cleanText, utf8Length } from '../../text/utf8';
import { contentParts } from '../contentParts';
import { splitMarkdownSource } from '../markdown/splitSource';
import { splitText } from '../markdown/splitText';
import type { WhenTooLong } from '../notification/inParts';
import { ExplainedError } from '../../explainedError';
import {
	hasMentions,
	inlineMentions,
	mentionLists,
	withoutMentions,
	type WeComMentions,
} from './mentions';

/*
 * The message types of "群机器人配置说明" (developer.work.weixin.qq.com, path
 * 91770), as request bodies. Template cards are in templateCard.ts.
 */

export type WeComContentType = 'text' | 'markdown' | 'markdown_v2';

/** "content: at most 2048 bytes" (text) and "at most 4096 bytes" (both markdowns), UTF-8. */
const CONTENT_LIMIT: Record<WeComContentType, number> = {
	text: 2_048,
	markdown: 4_096,
	markdown_v2: 4_096,
};

export interface WeComContentOptions {
	mentions: WeComMentions;
	/** Whether `<@userid>` inside the content mentions somebody. Off, it is shown as it is written. */
	allowMentionsInContent: boolean;
	whenTooLong: WhenTooLong;
}

type Body = Record<string, unknown>;

/** One message, or several when the content is long. @throws {ExplainedError} */
export function weComContentMessages(
	type: WeComContentType,
	rawContent: string,
	options: WeComContentOptions,
): Body[] {
	const { mentions, allowMentionsInContent, whenTooLong } = options;
	const content = cleanText(rawContent);
	const limit = CONTENT_LIMIT[type];
	const ending = type === 'markdown' ? endingOf(mentions) : '';
	if (type === 'markdown_v2')
		refuseMentions(mentions, 'The newer markdown of WeCom mentions nobody');
	const parts = contentParts(allowMentionsInContent ? content : withoutMentions(content), {
		whenTooLong,
		split: type === 'text' ? splitText : splitMarkdownSource,
		fits: (part) => utf8Length(part) + utf8Length(ending) <= limit,
		limit: `the ${limit} bytes of a WeCom ${type} message`,
	});
	return parts.map((part, index) => ({
		msgtype: type,
		[type]: {
			content: index === 0 ? part + ending : part,
			...(type === 'text' && index === 0 ? mentionLists(mentions) : {}),
		},
	}));
}

function endingOf({ users, ...others }: WeComMentions): string {
	refuseMentions(
		{ ...others, users: [] },
		'WeCom markdown cannot mention everybody, nor anybody by mobile number',
	);
	return users.length > 0 ? `\n${inlineMentions(users)}` : '';
}

function refuseMentions(mentions: WeComMentions, message: string): void {
	if (!hasMentions(mentions)) return;
	throw new ExplainedError(message, 'Mention by user ID in Markdown, or choose the type Text.');
}

export interface WeComArticle {
	title: string;
	description?: string;
	url: string;
	picurl?: string;
}

/** Pictures and links, at most eight. @throws {ExplainedError} */
export function weComNews(articles: WeComArticle[]): Body {
	if (articles.length < 1 || articles.length > 8) {
		throw new ExplainedError(
			`A news message can have 1 to 8 articles, not ${articles.length}`,
			'Add or remove articles.',
		);
	}
	return { msgtype: 'news', news: { articles: articles.map(withoutEmpty) } };
}

const IMAGE_LIMIT = 2 * 1_024 * 1_024;

/** A picture from its bytes: JPG or PNG of at most 2 MB. @throws {ExplainedError} */
export function weComImage(bytes: Buffer): Body {
	if (bytes.length > IMAGE_LIMIT) {
		throw new ExplainedError(
			`The picture has ${bytes.length} bytes; WeCom accepts at most 2 MB`,
			'Make it smaller, or send it as a file.',
		);
	}
	if (!isJpegOrPng(bytes)) {
		throw new ExplainedError(
			'The picture is neither JPG nor PNG',
			'Convert it, or send it as a file.',
		);
	}
	return {
		msgtype: 'image',
		image: {
			base64: bytes.toString('base64'),
			// Of the picture, not of its base64.
			md5: createHash('md5').update(bytes).digest('hex'),
		},
	};
}

function isJpegOrPng(bytes: Buffer): boolean {
	return (
		bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ||
		bytes.subarray(0, 8).equals(Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'))
	);
}

export const weComMediaTypes = ['file', 'voice'] as const;
export type WeComMediaType = (typeof weComMediaTypes)[number];

const MEDIA_LIMIT: Record<WeComMediaType, number> = {
	file: 20 * 1_024 * 1_024,
	voice: 2 * 1_024 * 1_024,
};

/** What is wrong with an upload, before it is made. @throws {ExplainedError} */
export function checkWeComMedia(type: WeComMediaType, bytes: Buffer): void {
	if (bytes.length <= 5) {
		throw new ExplainedError('The file is empty', 'WeCom accepts only files of more than 5 bytes.');
	}
	if (bytes.length > MEDIA_LIMIT[type]) {
		throw new ExplainedError(
			`The file has ${bytes.length} bytes; WeCom accepts at most ${MEDIA_LIMIT[type] / 1_024 / 1_024} MB`,
			type === 'voice' ? 'Send it as a file.' : 'Send a smaller file, or a link to it.',
		);
	}
	if (type === 'voice' && !bytes.subarray(0, 5).equals(Buffer.from('#!AMR'))) {
		throw new ExplainedError('The voice message is not AMR', 'Convert it, or send it as a file.');
	}
}

/** An upload, once it has its id. */
export function weComMedia(type: WeComMediaType, mediaId: string): Body {
	return { msgtype: type, [type]: { media_id: mediaId } };
}

/** Leaves out what the user left empty: WeCom refuses empty parameters (40063). */
export function withoutEmpty<Value extends object>(value: Value): Partial<Value> {
	return Object.fromEntries(
		Object.entries(value).filter(([, entry]) => entry !== '' && entry !== undefined),
	) as Partial<Value>;
}
