import { createHash } from 'node:crypto';
import { z } from 'zod';

/*
 * The bodies that "群机器人配置说明" (developer.work.weixin.qq.com, path 91770)
 * describes, with their limits. Field by field after the document.
 */

const bytes = (most: number) =>
	z.string().refine((value) => Buffer.byteLength(value) <= most, `exceed max length ${most}`);
const webUrl = z.string().regex(/^https?:\/\//);

const target = {
	type: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
	url: webUrl.optional(),
	appid: z.string().min(1).optional(),
	pagepath: z.string().min(1).optional(),
};
const leads = (value: { type?: number; url?: string; appid?: string }) =>
	value.type === 1 ? value.url !== undefined : value.type !== 2 || value.appid !== undefined;

const cardBase = {
	source: z
		.strictObject({
			icon_url: webUrl.optional(),
			desc: z.string().min(1).optional(),
			desc_color: z.number().int().min(0).max(3).optional(),
		})
		.optional(),
	quote_area: z
		.strictObject({ ...target, title: z.string().optional(), quote_text: z.string().optional() })
		.refine(leads)
		.optional(),
	horizontal_content_list: z
		.array(
			z
				.strictObject({
					keyname: z.string().min(1),
					value: z.string().optional(),
					type: z.number().int().min(0).max(3).optional(),
					url: webUrl.optional(),
					media_id: z.string().optional(),
					userid: z.string().optional(),
				})
				.refine(
					({ type, url, media_id, userid }) =>
						(type !== 1 || url !== undefined) &&
						(type !== 2 || media_id !== undefined) &&
						(type !== 3 || userid !== undefined),
				),
		)
		.max(6)
		.optional(),
	jump_list: z
		.array(z.strictObject({ ...target, title: z.string().min(1) }).refine(leads))
		.max(3)
		.optional(),
	card_action: z
		.strictObject({ ...target, type: z.union([z.literal(1), z.literal(2)]) })
		.refine(leads),
};
const titles = { title: z.string().min(1).optional(), desc: z.string().optional() };

const textNotice = z
	.strictObject({
		card_type: z.literal('text_notice'),
		...cardBase,
		main_title: z.strictObject(titles).optional(),
		emphasis_content: z.strictObject(titles).optional(),
		sub_title_text: z.string().min(1).optional(),
	})
	.refine(({ main_title, sub_title_text }) => main_title?.title ?? sub_title_text);

const width = (text: string) => {
	let halves = 0;
	for (const character of text) halves += /[\u1100-\u{3fffd}]/u.test(character) ? 2 : 1;
	return halves / 2;
};
/** In 字, of which the document recommends so many. */
const shown = (most: number) =>
	z
		.string()
		.min(1)
		.refine((value) => width(value) <= most, `more than ${most} 字`);

/** "模板卡片类型" of smart robots (path/101032): nothing is longer than shows. */
const { card_action: leadsTo, ...others } = cardBase;
const buttonInteraction = z.strictObject({
	card_type: z.literal('button_interaction'),
	...others,
	source: z
		.strictObject({ desc: shown(13), desc_color: z.number().int().min(0).max(3) })
		.optional(),
	main_title: z.strictObject({ title: shown(26).optional(), desc: shown(30).optional() }),
	sub_title_text: shown(112).optional(),
	card_action: leadsTo.optional(),
	button_list: z
		.array(
			z.strictObject({
				text: shown(10),
				style: z.number().int().min(1).max(4).optional(),
				key: bytes(1_024).min(1),
			}),
		)
		.min(1)
		.max(6)
		.refine((buttons) => new Set(buttons.map(({ key }) => key)).size === buttons.length),
	task_id: z.string().regex(/^[0-9A-Za-z_@-]{1,128}$/),
});

const newsNotice = z.strictObject({
	card_type: z.literal('news_notice'),
	...cardBase,
	main_title: z.strictObject({ ...titles, title: z.string().min(1) }),
	card_image: z.strictObject({
		url: webUrl,
		aspect_ratio: z.number().min(1.3).max(2.25).optional(),
	}),
	image_text_area: z
		.strictObject({ ...target, ...titles, image_url: webUrl })
		.refine(leads)
		.optional(),
	vertical_content_list: z
		.array(z.strictObject({ title: z.string().min(1), desc: z.string().optional() }))
		.max(4)
		.optional(),
});

const IMAGE_LIMIT = 2 * 1_024 * 1_024;

export const weComBody = z.discriminatedUnion('msgtype', [
	z.strictObject({
		msgtype: z.literal('text'),
		text: z.strictObject({
			content: bytes(2_048).min(1),
			mentioned_list: z.array(z.string()).optional(),
			mentioned_mobile_list: z.array(z.string()).optional(),
		}),
	}),
	z.strictObject({
		msgtype: z.literal('markdown'),
		markdown: z.strictObject({ content: bytes(4_096).min(1) }),
	}),
	z.strictObject({
		msgtype: z.literal('markdown_v2'),
		markdown_v2: z.strictObject({ content: bytes(4_096).min(1) }),
	}),
	z.strictObject({
		msgtype: z.literal('image'),
		image: z
			.strictObject({ base64: z.base64(), md5: z.string() })
			.refine(({ base64 }) => Buffer.from(base64, 'base64').length <= IMAGE_LIMIT)
			.refine(
				({ base64, md5 }) =>
					createHash('md5').update(Buffer.from(base64, 'base64')).digest('hex') === md5,
				'media md5 not match',
			),
	}),
	z.strictObject({
		msgtype: z.literal('news'),
		news: z.strictObject({
			articles: z
				.array(
					z.strictObject({
						title: z.string().min(1),
						description: z.string().optional(),
						url: webUrl,
						picurl: webUrl.optional(),
					}),
				)
				.min(1)
				.max(8),
		}),
	}),
	z.strictObject({
		msgtype: z.literal('file'),
		file: z.strictObject({ media_id: z.string().min(1) }),
	}),
	z.strictObject({
		msgtype: z.literal('voice'),
		voice: z.strictObject({ media_id: z.string().min(1) }),
	}),
	z.strictObject({
		msgtype: z.literal('template_card'),
		template_card: z.discriminatedUnion('card_type', [textNotice, newsNotice]),
	}),
]);

/** A card of a smart robot. A notice has a task where it takes the place of one that had. */
export const smartRobotCard = z.discriminatedUnion('card_type', [
	buttonInteraction,
	textNotice.safeExtend({ task_id: z.string().optional() }),
	newsNotice,
]);

/** What a smart robot sends by itself ("智能机器人长连接", path/101463). */
export const smartRobotBody = z.discriminatedUnion('msgtype', [
	z.strictObject({
		chatid: z.string().min(1),
		msgtype: z.literal('markdown'),
		markdown: z.strictObject({ content: bytes(20_480).min(1) }),
	}),
	z.strictObject({
		chatid: z.string().min(1),
		msgtype: z.literal('template_card'),
		template_card: smartRobotCard,
	}),
]);
