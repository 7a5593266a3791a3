import { cleanText, utf8Length } from '../../text/utf8';
import { contentParts } from '../contentParts';
import { parseMarkdown } from '../markdown/parse';
import { splitText } from '../markdown/splitSource';
import type { WhenTooLong } from '../notification/inParts';
import { RobotMessageError } from '../robotMessageError';
import { postMentions, textMentions, withoutMentionTags, type FeishuMentions } from './mentions';
import { FEISHU_BODY_LIMIT } from './platform';
import { postParagraphs } from './post';

/* The message types of "自定义机器人使用指南" (open.feishu.cn), as request bodies. */

type Body = Record<string, unknown>;

export interface FeishuContentOptions {
	mentions: FeishuMentions;
	allowMentionsInContent: boolean;
	whenTooLong: WhenTooLong;
}

/** One text message, or several when it is long. @throws {RobotMessageError} */
export function feishuTextMessages(rawContent: string, options: FeishuContentOptions): Body[] {
	const content = cleanText(rawContent);
	const mentions = textMentions(options.mentions);
	const bodyOf = (part: string): Body => ({ msg_type: 'text', content: { text: part } });
	return contentParts(options.allowMentionsInContent ? content : withoutMentionTags(content), {
		whenTooLong: options.whenTooLong,
		split: splitText,
		fits: (part) => utf8Length(JSON.stringify(bodyOf(`${part}\n${mentions}`))) <= FEISHU_BODY_LIMIT,
		limit: 'the 20 KB of a Feishu message',
	}).map((part, index) => bodyOf(index === 0 && mentions ? `${part}\n${mentions}` : part));
}

/** Rich text from CommonMark. */
export function feishuPost(
	title: string,
	content: string,
	mentions: FeishuMentions,
	language: 'zh_cn' | 'en_us',
): Body {
	const at = postMentions(mentions);
	return {
		msg_type: 'post',
		content: {
			post: {
				[language]: {
					title: cleanText(title),
					content: [...postParagraphs(parseMarkdown(content)), ...(at.length > 0 ? [at] : [])],
				},
			},
		},
	};
}

export function feishuImage(imageKey: string): Body {
	return { msg_type: 'image', content: { image_key: required(imageKey, 'Image Key') } };
}

export function feishuShareChat(chatId: string): Body {
	return { msg_type: 'share_chat', content: { share_chat_id: required(chatId, 'Chat ID') } };
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
				template_id: required(templateId, 'Template ID'),
				...(version ? { template_version_name: version } : {}),
				template_variable: variables,
			},
		},
	};
}

function required(value: string, name: string): string {
	if (value.trim() !== '') return value.trim();
	throw new RobotMessageError(`${name} is empty`, 'Enter it, or an expression that gives one.');
}
