import {
	lines,
	link,
	paragraph,
	quotation,
	rootOf,
	sideBySide,
	strong,
	text,
} from '../markdown/build';
import type { PhrasingContent, Root } from '../markdown/tree';
import type { Button, Fact, Notification, NotificationSeverity } from './notification';
import { vocabularyOf, type Language } from '../../words/language';

export interface ContentOptions {
	language: Language;
	/** Whether links are written; no where they are buttons. */
	withLinks: boolean;
	/** How the name of a fact is written, where not in bold. */
	nameOf?(name: string): PhrasingContent;
}

/** Everything below the title, as one tree: what was said, the body, the facts, the links. */
export function contentOf(
	{ above, quote, body, fields, links }: Notification,
	{ language, withLinks, nameOf = (name) => strong(text(name)) }: ContentOptions,
): Root {
	const { colon } = vocabularyOf(language).shared;
	return rootOf([
		...(above?.children ?? []),
		...(quote ? [quotation(quote)] : []),
		...(body?.children ?? []),
		...(fields.length > 0
			? [
					paragraph(
						...lines(
							// Outside the bold: CommonMark closes none between a colon and a letter.
							fields.map(({ name, value }) => [nameOf(name), text(`${colon}${value}`)]),
						),
					),
				]
			: []),
		...(withLinks && links.length > 0
			? [paragraph(...sideBySide(links.map(({ text: label, url }) => link(label, url))))]
			: []),
	]);
}

/** Of a value that has room beside another, in UTF-16 code units. */
export const SHORT_FACT = 40;

export interface ArrangedFacts {
	/** Short ones, which stand side by side. */
	columns: Fact[];
	/** All others, a line each. */
	lines: Fact[];
}

/** The facts for a platform that has columns. @param most that stand in them. */
export function arranged(facts: Fact[], most: number): ArrangedFacts {
	const short = facts.filter(({ value }) => value.length <= SHORT_FACT && !value.includes('\n'));
	const columns = short.slice(0, most);
	return { columns, lines: facts.filter((fact) => !columns.includes(fact)) };
}

/** The severity as a sign, where the platform has no colours. */
export const SEVERITY_SIGNS: Record<NotificationSeverity, string> = {
	info: '🔵',
	success: '🟢',
	warning: '🟠',
	critical: '🔴',
};

/** Where it comes from, and what people call it by in the chat; empty where neither is known. */
export function footOf({ source, code }: Pick<Notification, 'source' | 'code'>): string {
	return [source, code && `#${code}`].filter(Boolean).join(' · ');
}

/** The links that stand beside its buttons: nothing that a button does already. */
export function linksBeside({ links, buttons }: Pick<Notification, 'links' | 'buttons'>): Button[] {
	return buttons ? links.filter(({ isAction }) => !isAction) : links;
}

/** The title with what people call it by in the chat, where no line below has it. */
export function titleWithCode({ title, code }: Pick<Notification, 'title' | 'code'>): string {
	return code ? `${title} #${code}` : title;
}

/** The title of one of several parts. */
export function titleWithLabel(title: string, label: string): string {
	return label ? `${title} ${label}` : title;
}

/** The title with one of the robot's keywords in it, which every message of such a robot has to have. */
export function titleWithKeyword(title: string, keyword: string | undefined): string {
	return keyword && !title.includes(keyword) ? `${title} · ${keyword}` : title;
}
