import { z } from 'zod';

import { textField } from '../request';
import { asQuotation } from './lines';
import type { Field, RobotMessage } from './robotMessage';
import { lines, perhapsText, readerOf } from './shapes';

/*
 * Slack, "Sending messages using incoming webhooks", "Block Kit" and
 * "Secondary message attachments".
 */

const blocks = z.array(z.looseObject({ type: z.string() })).nullish();
const attachment = z.object({
	fallback: perhapsText,
	pretext: perhapsText,
	title: perhapsText,
	title_link: perhapsText,
	text: perhapsText,
	fields: z.array(z.object({ title: perhapsText, value: perhapsText })).nullish(),
	footer: perhapsText,
	blocks,
});
type Attachment = z.infer<typeof attachment>;

const schema = z
	.object({ text: perhapsText, blocks, attachments: z.array(attachment).nullish() })
	.refine((body) => body.text !== undefined || body.blocks?.length || body.attachments?.length, {
		path: ['text'],
		message: 'is required unless there are blocks or attachments',
	});

interface Shown {
	title?: string;
	texts: string[];
	fields: Field[];
}

export const slackMessage = readerOf(schema, (body): RobotMessage => {
	const shown: Shown = { texts: [], fields: [] };
	for (const block of body.blocks ?? []) showBlock(block, shown);
	// Beside blocks, the text is what a notification says in their place.
	if (shown.texts.length === 0 && body.text) shown.texts.push(body.text);
	for (const entry of body.attachments ?? []) showAttachment(entry, shown);
	return {
		type: body.blocks?.length ? 'blocks' : body.attachments?.length ? 'attachments' : 'text',
		title: shown.title,
		content: lines(...shown.texts),
		fields: shown.fields,
		url:
			body.attachments?.find(({ title_link: link }) => link)?.title_link ??
			shown.fields.find(({ value }) => /^https?:/.test(value))?.value,
	};
});

function showAttachment(entry: Attachment, shown: Shown): void {
	const hadText = shown.texts.length;
	for (const block of entry.blocks ?? []) showBlock(block, shown);
	shown.title ??= entry.title;
	shown.texts.push(
		...[entry.pretext, entry.title === shown.title ? undefined : entry.title, entry.text].flatMap(
			(text) => text ?? [],
		),
	);
	shown.fields.push(
		...(entry.fields ?? []).flatMap(({ title, value }) =>
			title && value ? [{ name: title, value }] : [],
		),
	);
	if (shown.texts.length === hadText && shown.fields.length === 0 && entry.fallback) {
		shown.texts.push(entry.fallback);
	}
	if (entry.footer) shown.texts.push(entry.footer);
}

function showBlock(block: Record<string, unknown>, shown: Shown): void {
	switch (block.type) {
		case 'header':
			if (shown.title === undefined) shown.title = textOf(block.text);
			else push(shown.texts, textOf(block.text));
			return;
		case 'markdown':
			push(shown.texts, typeof block.text === 'string' ? block.text : undefined);
			return;
		case 'section':
			push(shown.texts, textOf(block.text));
			for (const entry of listOf(block.fields)) push(shown.texts, pairOrLine(textOf(entry), shown));
			showButton(block.accessory, shown);
			return;
		case 'context':
			for (const entry of listOf(block.elements)) push(shown.texts, textOf(entry));
			return;
		case 'actions':
			for (const entry of listOf(block.elements)) showButton(entry, shown);
			return;
		case 'image':
			push(shown.texts, textOf(block.title) ?? altTextOf(block));
			return;
		case 'rich_text':
			for (const entry of listOf(block.elements)) push(shown.texts, richText(entry));
			return;
		case 'table':
			for (const row of listOf(block.rows)) {
				push(
					shown.texts,
					listOf(row)
						.map((cell) => richText(cell) || textOf(cell))
						.join(' | '),
				);
			}
	}
}

/** A field of a section is by custom a bold name with its value below. */
function pairOrLine(text: string | undefined, shown: Shown): string | undefined {
	const [, name, value] = /^\*([^*\n]{1,80})\*:?\n([^]+)$/.exec(text ?? '') ?? [];
	if (!name) return text;
	shown.fields.push({ name: name.replace(/:$/, ''), value });
	return undefined;
}

function showButton(element: unknown, shown: Shown): void {
	const { type, text, url } = (element ?? {}) as Record<string, unknown>;
	if (type !== 'button' || typeof url !== 'string') return;
	shown.fields.push({ name: textOf(text) ?? url, value: url });
}

/** Elements in which something is repeated that somebody else wrote. */
const QUOTING = ['rich_text_quote', 'rich_text_preformatted'];

/** Bounded: the body was found to be no deeper than a request may be. */
function richText(element: unknown): string {
	const field = (name: string) => textField(element, name);
	switch (field('type')) {
		case 'text':
			return field('text') ?? '';
		case 'link': {
			const [text, url = ''] = [field('text'), field('url')];
			return text ? `${text} (${url})` : url;
		}
		case 'user':
			return `@${field('user_id') ?? ''}`;
		case 'broadcast':
			return `@${field('range') ?? ''}`;
		case 'emoji':
			return `:${field('name') ?? ''}:`;
		default: {
			const { elements } = (element ?? {}) as { elements?: unknown };
			const parts = listOf(elements).map(richText);
			if (QUOTING.includes(field('type') ?? '')) return asQuotation(parts.join(''));
			return parts.join(field('type') === 'rich_text_list' ? '\n' : '');
		}
	}
}

function textOf(object: unknown): string | undefined {
	const text = (object as { text?: unknown } | null | undefined)?.text;
	return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

function altTextOf(block: Record<string, unknown>): string {
	return typeof block.alt_text === 'string' && block.alt_text ? block.alt_text : '[image]';
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function push(texts: string[], text: string | undefined): void {
	if (text) texts.push(text);
}
