import { cleanText } from '../../text/utf8';
import { contentParts } from '../contentParts';
import { parseMarkdown } from '../markdown/parse';
import { plainTextOf } from '../markdown/render';
import { splitText } from '../markdown/splitText';
import type { Root } from '../markdown/tree';
import { titleWithKeyword, titleWithLabel } from '../notification/content';
import { inParts, type WhenTooLong } from '../notification/inParts';
import { vocabularyOf } from '../../words/language';
import { postMentions, textMentions, withoutMentionTags, type FeishuMentions } from './mentions';
import { required } from '../values';
import { FEISHU_BODY_LIMIT, fitsFeishu } from './platform';
import { postParagraphs } from './post';

/* The message types of "自定义机器人使用指南" (open.feishu.cn), as request bodies. */

type Body = Record<string, unknown>;

export interface FeishuContentOptions {
	mentions: FeishuMentions;
	allowMentionsInContent: boolean;
	whenTooLong: WhenTooLong;
	/** One of the bot's keywords, which every message has to have. */
	keyword?: string;
}

export interface FeishuPostOptions {
	mentions: FeishuMentions;
	language: 'zh_cn' | 'en_us';
	whenTooLong: WhenTooLong;
	/** One of the bot's keywords, which every message has to have. */
	keyword?: string;
}

const LIMIT = 'the 20 KB of a Feishu message';

/** One text message, or several when it is long. @throws {ExplainedError} */
export function feishuTextMessages(rawContent: string, options: FeishuContentOptions): Body[] {
	const content = cleanText(rawContent);
	const mentions = textMentions(options.mentions);
	const bodyOf = (part: string): Body => ({ msg_type: 'text', content: { text: part } });
	return contentParts(options.allowMentionsInContent ? content : withoutMentionTags(content), {
		whenTooLong: options.whenTooLong,
		split: splitText,
		fits: (part) => fitsFeishu(bodyOf(`${part}\n${mentions}`)),
		limit: LIMIT,
		keyword: options.keyword,
	}).map((part, index) => bodyOf(index === 0 && mentions ? `${part}\n${mentions}` : part));
}

/** Rich text from CommonMark: one message, or several when it is long. @throws {ExplainedError} */
export function feishuPosts(
	rawTitle: string,
	content: string,
	{ mentions, language, whenTooLong, keyword }: FeishuPostOptions,
): Body[] {
	const title = cleanText(rawTitle);
	const hasKeyword = keyword !== undefined && content.includes(keyword);
	/** A keyword that is not in every part of the text has to be in the title. */
	const titleOf = (part: Root, label: string) => {
		const labelled = titleWithLabel(title, label).trim();
		const isLost =
			(label !== '' || hasKeyword) && !plainTextOf(part.children).includes(keyword ?? '');
		if (!isLost) return labelled;
		return labelled === '' && keyword ? keyword : titleWithKeyword(labelled, keyword);
	};
	return inParts(parseMarkdown(content), {
		whenTooLong,
		write: (part, { isFirst, label }): Body => {
			const at = isFirst ? postMentions(mentions) : [];
			const paragraphs = [...postParagraphs(part), ...(at.length > 0 ? [at] : [])];
			return {
				msg_type: 'post',
				content: { post: { [language]: { title: titleOf(part, label), content: paragraphs } } },
			};
		},
		fits: (body: Body) => fitsFeishu(body),
		mostText: FEISHU_BODY_LIMIT,
		limit: LIMIT,
		truncationMark: vocabularyOf(language === 'zh_cn' ? 'zh' : 'en').messages.truncated,
	});
}

export function feishuImage(imageKey: string): Body {
	return { msg_type: 'image', content: { image_key: required(imageKey, 'Image Key').trim() } };
}

export function feishuShareChat(chatId: string): Body {
	return { msg_type: 'share_chat', content: { share_chat_id: required(chatId, 'Chat ID').trim() } };
}

/** A card of either version, as the card builder exports it, or the whole message around it. */
export function feishuCard(json: Record<string, unknown>): Body {
	if (json.msg_type === 'interactive') return json;
	return { msg_type: 'interactive', card: json };
}

export function feishuCardTemplate(
	templateId: string,
	version: string,
	variables: Record<string, unknown>,
): Body {
	return {
		msg_type: 'interactive',
		card: {
			type: 'template',
			data: {
				template_id: required(templateId, 'Template ID').trim(),
				...(version ? { template_version_name: version } : {}),
				template_variable: variables,
			},
		},
	};
}
