import { z } from 'zod';

/*
 * "Block Kit" reference (docs.slack.dev): the blocks that this package sends,
 * with their limits. Lengths are in characters.
 */

const plainText = (most: number) =>
	z.strictObject({
		type: z.literal('plain_text'),
		text: z.string().min(1).max(most),
		emoji: z.boolean().optional(),
	});
const textObject = (most: number) =>
	z.union([
		plainText(most),
		z.strictObject({
			type: z.literal('mrkdwn'),
			text: z.string().min(1).max(most),
			verbatim: z.boolean().optional(),
		}),
	]);

const style = z
	.strictObject({
		bold: z.boolean().optional(),
		italic: z.boolean().optional(),
		strike: z.boolean().optional(),
		code: z.boolean().optional(),
	})
	.optional();
const inline = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
	z.strictObject({
		type: z.literal('link'),
		url: z.string().min(1).max(3_000),
		text: z.string().optional(),
		style,
	}),
	z.strictObject({ type: z.literal('user'), user_id: z.string().regex(/^[UW]/) }),
	z.strictObject({ type: z.literal('usergroup'), usergroup_id: z.string().regex(/^S/) }),
	z.strictObject({
		type: z.literal('broadcast'),
		range: z.enum(['here', 'channel', 'everyone']),
	}),
]);
const section = z.strictObject({
	type: z.literal('rich_text_section'),
	elements: z.array(inline).min(1),
});
const richTextElement = z.discriminatedUnion('type', [
	section,
	z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline).min(1) }),
	z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(inline).min(1) }),
	z.strictObject({
		type: z.literal('rich_text_list'),
		style: z.enum(['bullet', 'ordered']),
		indent: z.number().int().min(0).max(8).optional(),
		offset: z.number().int().min(0).optional(),
		elements: z.array(section).min(1),
	}),
]);

const button = z.strictObject({
	type: z.literal('button'),
	text: plainText(75),
	url: z.string().max(3_000).optional(),
	value: z.string().max(2_000).optional(),
	action_id: z.string().max(255).optional(),
	style: z.enum(['primary', 'danger']).optional(),
});

/** Of the cells of a table those that are taken wherever tables are. */
const cell = z.strictObject({
	type: z.literal('rich_text'),
	elements: z.array(section).length(1),
});
const table = z
	.strictObject({
		type: z.literal('table'),
		rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
		column_settings: z
			.array(
				z.strictObject({
					align: z.enum(['left', 'center', 'right']).optional(),
					is_wrapped: z.boolean().optional(),
				}),
			)
			.max(20)
			.optional(),
	})
	.refine(({ rows }) => charactersIn(rows) <= 10_000, { message: 'table is too long' });

function charactersIn(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	return Object.entries(value).reduce(
		(sum, [key, entry]) =>
			sum + (key === 'text' && typeof entry === 'string' ? entry.length : charactersIn(entry)),
		0,
	);
}

export const block = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('header'), text: plainText(150) }),
	z.strictObject({ type: z.literal('divider') }),
	z
		.strictObject({
			type: z.literal('section'),
			text: textObject(3_000).optional(),
			fields: z.array(textObject(2_000)).max(10).optional(),
		})
		.refine(({ text, fields }) => text ?? fields),
	z.strictObject({ type: z.literal('rich_text'), elements: z.array(richTextElement).min(1) }),
	z.strictObject({
		type: z.literal('actions'),
		block_id: z.string().max(255).optional(),
		elements: z.array(button).min(1).max(25),
	}),
	z.strictObject({
		type: z.literal('context'),
		elements: z.array(textObject(2_000)).min(1).max(10),
	}),
]);

/** "Secondary message attachments": blocks, with a colour. */
const blocksAttachment = z.strictObject({
	color: z.string().optional(),
	fallback: z.string().optional(),
	blocks: z
		.array(z.discriminatedUnion('type', [block, table]))
		.min(1)
		.max(50),
});
/** The older form: fields of its own, also buttons ("a maximum of 5 actions per attachment"). */
const legacyAttachment = z.looseObject({
	blocks: z.undefined().optional(),
	color: z.string().optional(),
	fallback: z.string().optional(),
	image_url: z.string().max(3_000).optional(),
	actions: z
		.array(
			z.looseObject({
				type: z.literal('button'),
				text: z.string().min(1),
				url: z.string().max(3_000).optional(),
				style: z.enum(['default', 'primary', 'danger']).optional(),
			}),
		)
		.min(1)
		.max(5)
		.optional(),
});

export const slackMessage = z
	.looseObject({
		text: z.string().max(40_000).optional(),
		blocks: z.array(block).max(50).optional(),
		attachments: z
			.array(z.union([blocksAttachment, legacyAttachment]))
			.max(100)
			.optional(),
		thread_ts: z.string().optional(),
		username: z.string().optional(),
		icon_emoji: z
			.string()
			.regex(/^:.+:$/)
			.optional(),
		icon_url: z.string().optional(),
	})
	// "only_one_table_allowed".
	.refine(
		({ attachments = [] }) =>
			attachments.flatMap((each) => each.blocks ?? []).filter(({ type }) => type === 'table')
				.length <= 1,
		{ message: 'only_one_table_allowed' },
	)
	.refine(({ text, blocks, attachments }) => text || blocks?.length || attachments?.length, {
		message: 'no_text',
	});
