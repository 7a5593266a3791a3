import { z } from 'zod';

import { asQuotation } from './lines';
import type { Field, RobotMessage } from './robotMessage';
import { lines, perhapsText, readerOf, someText } from './shapes';

/*
 * WeCom, "群机器人配置说明" (message types of the group robot).
 */

const titled = z.object({ title: perhapsText, desc: perhapsText });
const article = z.object({ title: someText, description: perhapsText, url: perhapsText });
const card = z.object({
	card_type: z.string(),
	source: z.object({ desc: perhapsText }).optional(),
	main_title: titled.optional(),
	emphasis_content: titled.optional(),
	quote_area: z.object({ title: perhapsText, quote_text: perhapsText }).optional(),
	sub_title_text: perhapsText,
	image_text_area: titled.optional(),
	vertical_content_list: z.array(titled).optional(),
	horizontal_content_list: z
		.array(z.object({ keyname: someText, value: perhapsText, url: perhapsText }))
		.optional(),
	jump_list: z.array(z.object({ title: perhapsText, url: perhapsText })).optional(),
	card_action: z.object({ url: perhapsText }).optional(),
});
type Card = z.infer<typeof card>;

const mediaFile = z.object({ media_id: z.string() });
const schema = z.discriminatedUnion(
	'msgtype',
	[
		z.object({ msgtype: z.literal('text'), text: z.object({ content: someText }) }),
		z.object({ msgtype: z.literal('markdown'), markdown: z.object({ content: someText }) }),
		z.object({ msgtype: z.literal('markdown_v2'), markdown_v2: z.object({ content: someText }) }),
		z.object({ msgtype: z.literal('image'), image: z.object({ base64: z.string() }) }),
		z.object({
			msgtype: z.literal('news'),
			news: z.object({ articles: z.array(article).min(1).max(100) }),
		}),
		z.object({ msgtype: z.literal('file'), file: mediaFile }),
		z.object({ msgtype: z.literal('voice'), voice: mediaFile }),
		z.object({ msgtype: z.literal('template_card'), template_card: card }),
	],
	{ error: 'not a message type of a WeCom robot' },
);

export const weComMessage = readerOf(schema, (body): RobotMessage => {
	const base = { type: body.msgtype, fields: [] };
	switch (body.msgtype) {
		case 'text':
			return { ...base, content: body.text.content };
		case 'markdown':
			return { ...base, content: body.markdown.content };
		case 'markdown_v2':
			return { ...base, content: body.markdown_v2.content };
		case 'news':
			return fromNews(body.news.articles);
		case 'template_card':
			return fromCard(body.template_card);
		default:
			// Its file lies at WeCom: all that can be told is that there was one.
			return { ...base, content: `[${body.msgtype}]` };
	}
});

function fromNews(articles: Array<z.infer<typeof article>>): RobotMessage {
	const [first, ...others] = articles;
	return {
		type: 'news',
		title: first.title,
		content: first.description ?? '',
		url: first.url,
		fields: others.map(({ title, description, url }) => ({
			name: title,
			value: lines(description, url),
		})),
	};
}

function fromCard(body: Card): RobotMessage {
	const pairs = (list: Array<z.infer<typeof titled>> | undefined): Field[] =>
		(list ?? []).map(({ title, desc }) => ({ name: title ?? '', value: desc ?? '' }));
	return {
		type: 'template_card',
		title: body.main_title?.title ?? body.source?.desc ?? body.sub_title_text,
		content: lines(
			body.main_title?.desc,
			body.main_title?.title ? body.sub_title_text : undefined,
			body.quote_area && asQuotation(lines(body.quote_area.title, body.quote_area.quote_text)),
			body.image_text_area && lines(body.image_text_area.title, body.image_text_area.desc),
		),
		url: body.card_action?.url,
		fields: [
			...(body.emphasis_content
				? [
						{
							name: body.emphasis_content.desc ?? '',
							value: body.emphasis_content.title ?? '',
						},
					]
				: []),
			...pairs(body.vertical_content_list),
			...(body.horizontal_content_list ?? []).map(({ keyname, value, url }) => ({
				name: keyname,
				value: lines(value, url),
			})),
			...(body.jump_list ?? []).map(({ title, url }) => ({ name: title ?? '', value: url ?? '' })),
		].filter(({ name, value }) => name !== '' && value !== ''),
	};
}
