import type { Dialect } from '../markdown/dialect';
import { PART } from '../markdown/seam';

/*
 * "Message Formatting" (Discord developer documentation) and "Markdown Text 101"
 * (Discord support): a subset of markdown, in which a backslash shows any mark
 * as itself. A backslash keeps nobody from being mentioned; `allowed_mentions`
 * does, and an invisible character (U+200B) keeps it from looking so.
 */

const HEADINGS = 3;

/** Text that Discord shows as it is. An address in it stays one. */
export function plainInDiscord(value: string, isLineStart: boolean): string {
	const inner = value
		.split(/(https?:\/\/[^\s<>]+)/i)
		.map((part, index) => (index % 2 === 1 ? addressInText(part) : escaped(part)))
		.join('');
	if (!isLineStart) return inner;
	return inner.replace(/^(\s*)(?=[#>-])/, '$1\\').replace(/^(\s*\d+)(?=[.)])/, '$1\\');
}

function escaped(text: string): string {
	return (
		text
			.replace(/[\\*`~|<[\]]/g, '\\$&')
			.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
			// :smile: would be an emoji.
			.replace(/:(?=\w+:)/g, '\\:')
			.replace(/@(?=everyone|here|[&!\d])/gi, `@${PART}`)
	);
}

/** Markup in an address, as the address may have it: in percents. */
function addressInText(address: string): string {
	return address.replace(
		/[\\*`~|[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|@(?=everyone|here)/giu,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

/** A finished content in which nobody but its author says @everyone or @here. */
export function withoutBroadcasts(content: string): string {
	return content
		.split(/(https?:\/\/[^\s<>]+)/i)
		.map((part, index) =>
			part.replace(/@(?=everyone|here)/gi, index % 2 === 1 ? '%40' : `@${PART}`),
		)
		.join('');
}

/** Code shows what is in it, but for what would end it or mention somebody. */
function inCode(value: string): string {
	return value.replaceAll('`', '｀').replace(/@(?=everyone|here|[&!\d])/gi, `@${PART}`);
}

const quoted = (inner: string) =>
	inner
		.split('\n')
		.map((line) => `> ${line}`)
		.join('\n');

export const discordMarkdown: Dialect = {
	text: plainInDiscord,
	strong: (inner) => `**${inner}**`,
	emphasis: (inner) => `*${inner}*`,
	strikethrough: (inner) => `~~${inner}~~`,
	inlineCode: (value) => `\`${inCode(value.replaceAll('\n', ' '))}\``,
	// Discord masks no link whose label is an address.
	link(inner, address) {
		const target = address.replace(/@(?=everyone|here)/gi, '%40');
		return inner.includes('://') ? target : `[${inner}](${target})`;
	},
	image: undefined,
	heading: (level, inner) => (level > HEADINGS ? `**${inner}**` : `${'#'.repeat(level)} ${inner}`),
	quote: quoted,
	code: (value, language) =>
		`\`\`\`${(language ?? '').replace(/[^\w+#.-]/g, '')}\n${inCode(value)}\n\`\`\``,
	table: undefined,
	rule: '———',
	part: PART,
	lineBreak: '\n',
	gap: '\n\n',
	bullet: '- ',
	indent: '  ',
};
