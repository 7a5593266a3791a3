import { z } from 'zod';

import { textField } from '../request';
import type { Field, RobotMessage, RobotMessageReading } from './robotMessage';
import { perhapsText, readerOf, someText } from './shapes';

/*
 * Feishu, "自定义机器人使用指南" (message types) and "卡片 JSON 1.0 / 2.0 结构".
 * The first version of the robot took `{"title", "text"}`.
 */

const node = z.object({
	tag: z.string(),
	text: perhapsText,
	href: perhapsText,
	user_name: perhapsText,
});
const post = z.object({
	title: perhapsText,
	content: z.array(z.array(node)),
});
const schema = z.discriminatedUnion(
	'msg_type',
	[
		z.object({ msg_type: z.literal('text'), content: z.object({ text: someText }) }),
		z.object({
			msg_type: z.literal('post'),
			content: z.object({
				post: z.record(z.string(), post).refine((languages) => Object.keys(languages).length > 0, {
					message: 'must contain at least one language',
				}),
			}),
		}),
		z.object({ msg_type: z.literal('image'), content: z.object({ image_key: z.string() }) }),
		z.object({
			msg_type: z.literal('share_chat'),
			content: z.object({ share_chat_id: z.string() }),
		}),
		z.object({ msg_type: z.literal('interactive'), card: z.record(z.string(), z.unknown()) }),
	],
	{ error: 'not a message type of a Feishu robot' },
);

const currentMessage = readerOf(schema, (body): RobotMessage => {
	const base = { type: body.msg_type, fields: [] };
	switch (body.msg_type) {
		case 'text':
			return { ...base, content: body.content.text };
		case 'post':
			return fromPost(Object.values(body.content.post)[0]);
		case 'interactive':
			return fromCard(body.card);
		default:
			return { ...base, content: `[${body.msg_type}]` };
	}
});

const firstVersionMessage = readerOf(
	z.object({ title: perhapsText, text: someText }),
	({ title, text }): RobotMessage => ({ type: 'text', title, content: text, fields: [] }),
);

export function feishuMessage(body: unknown): RobotMessageReading {
	const isCurrent = typeof body === 'object' && body !== null && Object.hasOwn(body, 'msg_type');
	return isCurrent ? currentMessage(body) : firstVersionMessage(body);
}

function fromPost({ title, content }: z.infer<typeof post>): RobotMessage {
	const links: string[] = [];
	const paragraphs = content.map((nodes) =>
		nodes
			.map(({ tag, text, href, user_name: user }) => {
				if (tag === 'a' && href) {
					links.push(href);
					return text ? `${text} (${href})` : href;
				}
				if (tag === 'at') return `@${user ?? ''}`;
				return tag === 'img' ? '[image]' : (text ?? '');
			})
			.join(''),
	);
	return { type: 'post', title, content: paragraphs.join('\n'), url: links[0], fields: [] };
}

/** What a card shows, whichever of its many components show it: its texts in their order, and its links. */
function fromCard(card: Record<string, unknown>): RobotMessage {
	const { header, card_link: link, data, ...body } = card;
	const shown = { texts: [] as string[], links: [] as Field[] };
	collect(body, shown);
	const title = { texts: [] as string[], links: [] as Field[] };
	collect(header, title);
	const [address] = [textField(link, 'url'), shown.links[0]?.value].filter(Boolean);
	return {
		type: 'interactive',
		title: title.texts[0],
		content: shown.texts.join('\n'),
		url: address,
		// A card that was designed at Feishu comes as its name and the values of its variables.
		fields: [...shown.links, ...variablesOf(data)],
	};
}

const TEXT_TAGS = ['plain_text', 'lark_md', 'markdown'];

/** The body was found to be no deeper than a request may be, so that this cannot run away. */
function collect(component: unknown, shown: { texts: string[]; links: Field[] }): void {
	if (Array.isArray(component)) {
		for (const entry of component) collect(entry, shown);
		return;
	}
	if (typeof component !== 'object' || component === null) return;
	const tag = textField(component, 'tag');
	const content = textField(component, 'content');
	if (tag && TEXT_TAGS.includes(tag) && content) shown.texts.push(content);
	else if (tag === 'button') shown.links.push(...linkOf(component));
	else for (const entry of Object.values(component)) collect(entry, shown);
}

function linkOf(button: object): Field[] {
	const { text, url, multi_url: urls, behaviors } = button as Record<string, unknown>;
	const value =
		(typeof url === 'string' ? url : undefined) ??
		textField(urls, 'url') ??
		(Array.isArray(behaviors) ? textField(behaviors[0], 'default_url') : undefined);
	return value ? [{ name: textField(text, 'content') ?? value, value }] : [];
}

function variablesOf(data: unknown): Field[] {
	const variables = (data as { template_variable?: unknown } | undefined)?.template_variable;
	if (typeof variables !== 'object' || variables === null) return [];
	return Object.entries(variables).flatMap(([name, value]) =>
		typeof value === 'string' || typeof value === 'number' ? [{ name, value: String(value) }] : [],
	);
}
