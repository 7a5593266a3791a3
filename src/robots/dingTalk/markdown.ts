import type { Dialect } from '../markdown/dialect';
import { linkLabel, plainInMarkdown } from '../markdown/lookAlikes';
import { pageLink, writtenPageLink, type PageLink } from '../markdown/pageLink';
import { PART } from '../markdown/seam';
import { isWebAddress } from '../../text/webAddress';

/*
 * The subset of "消息类型和数据格式" (open.dingtalk.com): headings, quotes, bold,
 * italic, links, pictures and lists. Code blocks and tables are not in it.
 */

const quoted = (inner: string) =>
	inner
		.split('\n')
		.map((line) => `> ${line}`)
		.join('\n');

/** Where links of a message open on a computer: DingTalk's own default is its sidebar. */
export const dingTalkPlaces = ['sidebar', 'browser'] as const;
export type DingTalkPlace = (typeof dingTalkPlaces)[number];

/** The address by which DingTalk opens a page there. What its author has said holds. */
export function dingTalkTarget(
	target: string,
	place: DingTalkPlace,
	opensIn: PageLink['opensIn'] | undefined,
): string {
	const isPage = isWebAddress(target);
	if (opensIn && isPage) return writtenPageLink({ url: target, opensIn });
	return place === 'browser' && isPage ? writtenPageLink({ url: target, opensIn: place }) : target;
}

/** The same, as somebody entered it into a field for addresses. */
export function dingTalkAddressed(address: string, place: DingTalkPlace): string {
	return isWebAddress(address) ? dingTalkTarget(address, place, undefined) : address;
}

export function dingTalkDialect(place: DingTalkPlace): Dialect {
	return {
		...dingTalkMarkdown,
		link: (inner, target, address) =>
			`[${linkLabel(inner)}](${dingTalkTarget(target, place, pageLink(address.trim())?.opensIn)})`,
	};
}

/** With links that open where DingTalk opens them. */
export const dingTalkMarkdown: Dialect = {
	text: plainInMarkdown,
	strong: (inner) => `**${inner}**`,
	emphasis: (inner) => `*${inner}*`,
	strikethrough: (inner) => inner,
	// Not documented, but shown by most clients.
	font: (inner, color) => `<font color=${color}>${inner}</font>`,
	inlineCode: (value) => plainInMarkdown(value.replaceAll('\n', ' '), true),
	link: (inner, target) => `[${linkLabel(inner)}](${target})`,
	image: (alt, target) => `![${alt}](${target})`,
	heading: (level, inner) => `${'#'.repeat(level)} ${inner}`,
	quote: quoted,
	code: (value) =>
		quoted(
			value
				.split('\n')
				.map((line) =>
					plainInMarkdown(line, true).replace(/^ +/, (blanks) => '&nbsp;'.repeat(blanks.length)),
				)
				.join('  \n'),
		),
	table: undefined,
	rule: '---',
	part: PART,
	// "换行 建议 \n 前后分别加2个空格".
	lineBreak: '  \n',
	gap: '\n\n',
	bullet: '- ',
	indent: '　',
};
