import { z } from 'zod';

/*
 * The bodies that "自定义机器人使用指南" (open.feishu.cn, add-custom-bot) describes, and
 * the parts of "卡片 JSON 2.0 结构" that notifications use. JSON 2.0 refuses
 * properties that it does not know, so those objects are strict.
 */

const plainText = z.strictObject({ tag: z.literal('plain_text'), content: z.string() });
const webUrl = z.string().regex(/^(https?:\/\/|mailto:)/);

/** "操作组件 ID": unique in a card, a letter first, 20 characters at most. */
const elementId = z.string().regex(/^[A-Za-z]\w{0,19}$/);

const button = z.strictObject({
	tag: z.literal('button'),
	element_id: elementId.optional(),
	type: z.enum(['default', 'primary', 'danger', 'text', 'primary_text', 'danger_text']),
	text: plainText,
	behaviors: z.array(
		z.discriminatedUnion('type', [
			z.strictObject({ type: z.literal('open_url'), default_url: webUrl }),
			// Only where an app hears of it: an object, which comes back as it is.
			z.strictObject({ type: z.literal('callback'), value: z.record(z.string(), z.unknown()) }),
		]),
	),
});

const markdown = z.strictObject({ tag: z.literal('markdown'), content: z.string().min(1) });

/** "表格", JSON 2.0. */
const table = z.strictObject({
	tag: z.literal('table'),
	page_size: z.int().min(1).max(10).optional(),
	row_height: z
		.string()
		.regex(/^(low|middle|high|auto|\d+px)$/)
		.optional(),
	row_max_height: z
		.string()
		.regex(/^\d{2,3}px$/)
		.optional(),
	freeze_first_column: z.boolean().optional(),
	header_style: z
		.strictObject({
			text_align: z.enum(['left', 'center', 'right']).optional(),
			text_size: z.string().optional(),
			background_style: z.enum(['grey', 'none']).optional(),
			text_color: z.string().optional(),
			bold: z.boolean().optional(),
			lines: z.int().optional(),
		})
		.optional(),
	columns: z
		.array(
			z.strictObject({
				name: z.string().min(1),
				display_name: z.string().optional(),
				width: z.string().optional(),
				horizontal_align: z.enum(['left', 'center', 'right']).optional(),
				vertical_align: z.enum(['top', 'center', 'bottom']).optional(),
				data_type: z.enum(['text', 'lark_md', 'markdown']),
			}),
		)
		.min(1)
		.max(50),
	rows: z.array(z.record(z.string(), z.string())).min(1),
});

const element = z.discriminatedUnion('tag', [
	markdown,
	z.strictObject({ tag: z.literal('hr') }),
	z.strictObject({ tag: z.literal('div'), text: plainText }),
	button,
	table,
	z.strictObject({
		tag: z.literal('column_set'),
		element_id: elementId.optional(),
		flex_mode: z.enum(['none', 'stretch', 'flow', 'bisect', 'trisect']),
		columns: z.array(
			z.strictObject({
				tag: z.literal('column'),
				width: z.enum(['auto', 'weighted']),
				weight: z.int().min(1).max(5).optional(),
				elements: z.array(z.discriminatedUnion('tag', [button, markdown])),
			}),
		),
	}),
]);

const COLOURS = [
	'blue',
	'wathet',
	'turquoise',
	'green',
	'yellow',
	'orange',
	'red',
	'carmine',
	'violet',
	'purple',
	'indigo',
	'grey',
	'default',
] as const;

export const cardVersion2 = z.strictObject({
	schema: z.literal('2.0'),
	config: z
		.strictObject({
			update_multi: z.literal(true).optional(),
			enable_forward: z.boolean().optional(),
			summary: z.strictObject({ content: z.string() }).optional(),
		})
		.optional(),
	header: z
		.strictObject({
			title: plainText,
			subtitle: plainText.optional(),
			template: z.enum(COLOURS).optional(),
		})
		.optional(),
	body: z
		.strictObject({
			direction: z.enum(['vertical', 'horizontal']).optional(),
			elements: z.array(element).max(200),
		})
		.optional(),
});

/** Version 1.0 passes over what it does not know. */
const cardVersion1 = z.looseObject({
	schema: z.literal('1.0').optional(),
	elements: z.array(z.looseObject({ tag: z.string() })),
});

const cardTemplate = z.strictObject({
	type: z.literal('template'),
	data: z.strictObject({
		template_id: z.string().min(1),
		template_version_name: z.string().optional(),
		template_variable: z.record(z.string(), z.unknown()).optional(),
	}),
});

const postNode = z.discriminatedUnion('tag', [
	z.strictObject({
		tag: z.literal('text'),
		text: z.string(),
		un_escape: z.boolean().optional(),
	}),
	z.strictObject({ tag: z.literal('a'), text: z.string(), href: webUrl }),
	z.strictObject({
		tag: z.literal('at'),
		user_id: z.string().min(1),
		user_name: z.string().optional(),
	}),
	z.strictObject({ tag: z.literal('img'), image_key: z.string().min(1) }),
]);
const postOfLanguage = z.strictObject({
	title: z.string().optional(),
	content: z.array(z.array(postNode)),
});

const signature = { timestamp: z.string().optional(), sign: z.string().optional() };

export const feishuBody = z.discriminatedUnion('msg_type', [
	z.strictObject({
		...signature,
		msg_type: z.literal('text'),
		content: z.strictObject({ text: z.string().min(1) }),
	}),
	z.strictObject({
		...signature,
		msg_type: z.literal('post'),
		content: z.strictObject({
			post: z
				.strictObject({ zh_cn: postOfLanguage.optional(), en_us: postOfLanguage.optional() })
				.refine(({ zh_cn, en_us }) => zh_cn ?? en_us),
		}),
	}),
	z.strictObject({
		...signature,
		msg_type: z.literal('image'),
		content: z.strictObject({ image_key: z.string().min(1) }),
	}),
	z.strictObject({
		...signature,
		msg_type: z.literal('share_chat'),
		content: z.strictObject({ share_chat_id: z.string().min(1) }),
	}),
	z.strictObject({
		...signature,
		msg_type: z.literal('interactive'),
		card: z.union([cardVersion2, cardTemplate, cardVersion1]),
	}),
]);
