import { lines, link, paragraph, quotation, rootOf, strong, text } from '../markdown/build';
import type { Root } from '../markdown/tree';
import type { Notification, NotificationSeverity } from './notification';
import { vocabularyOf, type Language } from '../../words/language';

export interface ContentOptions {
	language: Language;
	/** Whether links are written; no where they are buttons. */
	withLinks: boolean;
}

/** Everything below the title, as one tree: what was said, the body, the facts, the links. */
export function contentOf(
	{ above, quote, body, fields, links }: Notification,
	{ language, withLinks }: ContentOptions,
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
							fields.map(({ name, value }) => [strong(text(name)), text(`${colon}${value}`)]),
						),
					),
				]
			: []),
		...(withLinks && links.length > 0
			? [paragraph(...lines(links.map(({ text: label, url }) => [link(label, url)])))]
			: []),
	]);
}

/** The severity as a sign, where the platform has no colours. */
export const SEVERITY_SIGNS: Record<NotificationSeverity, string> = {
	info: '🔵',
	success: '🟢',
	warning: '🟠',
	critical: '🔴',
};

/** The title of one of several parts. */
export function titleWithLabel(title: string, label: string): string {
	return label ? `${title} ${label}` : title;
}

/** The title with one of the robot's keywords in it, which every message of such a robot has to have. */
export function titleWithKeyword(title: string, keyword: string | undefined): string {
	return keyword && !title.includes(keyword) ? `${title} · ${keyword}` : title;
}
