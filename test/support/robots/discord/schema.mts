import { z } from 'zod';

/*
 * "Execute Webhook", "Embed Object", "Embed Limits" and "Allowed Mentions
 * Object" (Discord developer documentation). Lengths are in characters, without
 * the blanks at both ends; messages are those that Discord answers.
 */

const text = (most: number) =>
	z.string().refine((value) => [...value.trim()].length <= most, {
		message: `Must be ${most} or fewer in length.`,
	});
const required = (most: number) =>
	text(most).refine((value) => value.trim() !== '', { message: 'This field is required' });
const url = z
	.string()
	.max(2_048)
	.refine((value) => /^(https?|attachment):\/\//.test(value), {
		message: "Scheme must be one of ('http', 'https').",
	});
const snowflake = z.string().regex(/^\d{15,20}$/, 'Value is not snowflake.');

const embed = z.strictObject({
	title: text(256).optional(),
	description: text(4_096).optional(),
	url: url.optional(),
	timestamp: z.iso.datetime().optional(),
	color: z.int().min(0).max(0xffffff).optional(),
	footer: z.strictObject({ text: required(2_048), icon_url: url.optional() }).optional(),
	image: z.strictObject({ url }).optional(),
	thumbnail: z.strictObject({ url }).optional(),
	author: z.strictObject({ name: required(256), url: url.optional() }).optional(),
	fields: z
		.array(
			z.strictObject({
				name: required(256),
				value: required(1_024),
				inline: z.boolean().optional(),
			}),
		)
		.max(25, 'Must be 25 or fewer in length.')
		.optional(),
});

/** "Component Reference": rows of link buttons, which a webhook of nobody's application may have. */
const actionRow = z.strictObject({
	type: z.literal(1),
	components: z
		.array(
			z.strictObject({
				type: z.literal(2),
				style: z.literal(5, 'Webhooks can only send link buttons.'),
				label: required(80),
				url: url.max(512, 'Must be 512 or fewer in length.'),
			}),
		)
		.min(1)
		.max(5, 'Must be between 1 and 5 in length.'),
});

const allowedMentions = z
	.strictObject({
		parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
		users: z.array(snowflake).max(100).optional(),
		roles: z.array(snowflake).max(100).optional(),
		replied_user: z.boolean().optional(),
	})
	.refine(
		({ parse = [], users, roles }) =>
			!(parse.includes('users') && users) && !(parse.includes('roles') && roles),
		{ message: 'parse and a list of the same are mutually exclusive.' },
	);

/** All that is shown of the embeds, which may have 6000 characters together. */
export function embedCharacters({ embeds = [] }: { embeds?: z.infer<typeof embed>[] }): number {
	const texts = embeds.flatMap(({ title, description, footer, author, fields = [] }) => [
		title,
		description,
		footer?.text,
		author?.name,
		...fields.flatMap(({ name, value }) => [name, value]),
	]);
	return texts.reduce((sum, value = '') => sum + [...value.trim()].length, 0);
}

export const discordBody = z
	.strictObject({
		content: text(2_000).optional(),
		username: required(80)
			.refine((name) => !/discord|clyde/i.test(name), {
				message: 'Username cannot contain "discord"',
			})
			.optional(),
		avatar_url: url.optional(),
		tts: z.boolean().optional(),
		embeds: z.array(embed).max(10, 'Must be 10 or fewer in length.').optional(),
		components: z.array(actionRow).max(5, 'Must be 5 or fewer in length.').optional(),
		allowed_mentions: allowedMentions.optional(),
		flags: z.int().optional(),
		thread_name: required(100).optional(),
	})
	.refine((body) => embedCharacters(body) <= 6_000, {
		path: ['embeds'],
		message: 'Embed size exceeds maximum size of 6000',
	});
