import {
	cardHtml,
	escapeHtml,
	linesHtml,
	linksInMarkdown,
	markdownHtml,
	mentionHtml,
	type Reading,
} from '../reading.mts';

/** What a Feishu group sees of a custom bot's message ("自定义机器人使用指南"). */
export function readFeishu(body: any): Reading {
	switch (body.msg_type) {
		case 'text':
			return readText(body.content.text);
		case 'post':
			return readPost(body.content.post.zh_cn ?? body.content.post.en_us);
		case 'interactive':
			return body.card.type === 'template'
				? plain(`[card template ${body.card.data.template_id}]`)
				: readCard(body.card);
		default:
			return plain(`[${body.msg_type}]`);
	}
}

function plain(text: string): Reading {
	return { text, mentions: [], links: [], html: linesHtml(text) };
}

/** A tag that mentions, in whatever way it is written. */
const AT = /<\s*at\b[^>]*?(?:user_id|ids?|email)\s*=\s*["']?([^"'>\s]*)[^>]*>/gi;

function readText(text: string): Reading {
	const mentions = [...text.matchAll(AT)].map(([, id]) => id);
	const shown = text.replace(
		/<at user_id="([^"]*)">(.*?)<\/at>/g,
		(_, id, name) => `@${name || id}`,
	);
	return { text: shown, mentions, links: [], html: linesHtml(shown) };
}

function readPost({ title = '', content }: any): Reading {
	const nodes: any[] = content.flat();
	const textOf = (node: any) =>
		node.tag === 'at' ? `@${node.user_id}` : node.tag === 'img' ? '[picture]' : node.text;
	return {
		text: [title, ...content.map((line: any[]) => line.map(textOf).join(''))].join('\n'),
		mentions: nodes.filter(({ tag }) => tag === 'at').map(({ user_id }) => user_id),
		links: nodes.filter(({ tag }) => tag === 'a').map(({ href }) => href),
		html: `<b>${escapeHtml(title)}</b>${content
			.map(
				(line: any[]) =>
					`<div>${line
						.map((node) =>
							node.tag === 'a'
								? `<a href="${escapeHtml(node.href)}">${escapeHtml(node.text)}</a>`
								: node.tag === 'at'
									? mentionHtml(node.user_id)
									: escapeHtml(textOf(node)),
						)
						.join('')}</div>`,
			)
			.join('')}`,
	};
}

function readCard(card: any): Reading {
	const elements: any[] = card.body?.elements ?? card.elements ?? [];
	const all = elements.flatMap(flatten);
	const markdowns: string[] = all.flatMap(markdownsOf);
	const buttons = all.filter(({ tag }) => tag === 'button').map(buttonOf);
	const title = card.header?.title?.content ?? '';
	const subtitle = card.header?.subtitle?.content;
	const texts = all.flatMap((element) =>
		element.tag === 'table'
			? textsOfTable(element)
			: isPlainDiv(element)
				? [element.text.content]
				: markdownsOf(element).map(decoded),
	);
	return {
		text: [title, subtitle, ...texts, ...buttons.map(({ text }) => text)]
			.filter(Boolean)
			.join('\n'),
		mentions: markdowns.flatMap((markdown) => [...markdown.matchAll(AT)].map(([, id]) => id)),
		links: [...markdowns.flatMap(linksInMarkdown), ...buttons.flatMap(({ url }) => url || [])],
		html: cardHtml({
			colour: card.header?.template,
			title,
			subtitle,
			body: elements
				.filter((element) => !flatten(element).some(({ tag }) => tag === 'button'))
				.map(elementHtml)
				.join(''),
			buttons,
		}),
	};
}

function buttonOf(button: any) {
	return {
		text: button.text.content,
		// One that asks the app leads nowhere.
		url: button.behaviors?.[0]?.default_url ?? button.url ?? '',
		isPrimary: button.type === 'primary',
	};
}

/** All that is read as Markdown. */
function markdownsOf({ tag, content, text, columns = [], rows = [] }: any): string[] {
	if (tag === 'button' || text?.tag === 'plain_text') return [];
	if (tag !== 'table') return [content ?? text?.content].filter(Boolean);
	const formatted = columns.filter(({ data_type: type }: any) => type !== 'text');
	return rows.flatMap((row: any) => formatted.map(({ name }: any) => row[name] ?? ''));
}

/** A text without any markup. */
const isPlainDiv = ({ tag, text }: any): boolean => tag === 'div' && text?.tag === 'plain_text';

function textsOfTable({ columns, rows }: any): string[] {
	return [
		columns.map(({ display_name: name }: any) => name).join(' '),
		...rows.map((row: any) =>
			columns
				.map(({ name, data_type: type }: any) =>
					type === 'text' ? row[name] : decoded(row[name] ?? ''),
				)
				.join(' '),
		),
	];
}

function elementHtml(element: any): string {
	if (element.tag === 'column_set') {
		const columns = element.columns.map(
			(column: any) => `<div>${column.elements.map(elementHtml).join('')}</div>`,
		);
		return `<div class="columns">${columns.join('')}</div>`;
	}
	if (element.tag === 'table') return tableHtml(element);
	if (isPlainDiv(element)) return linesHtml(element.text.content);
	return markdownsOf(element).map(markupHtml).join('');
}

function tableHtml({ columns, rows }: any): string {
	const row = (cells: string[], tag: string) =>
		`<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
	return `<table>${[
		row(
			columns.map(({ display_name: name }: any) => escapeHtml(name)),
			'th',
		),
		...rows.map((each: any) =>
			row(
				columns.map(({ name, data_type: type }: any) =>
					type === 'text' ? escapeHtml(each[name]) : markupHtml(each[name] ?? ''),
				),
				'td',
			),
		),
	].join('')}</table>`;
}

function markupHtml(markdown: string): string {
	return markdownHtml(markdown, [
		[/<at ids?=([^>\s]+)><\/at>/g, '<span class="mention">@$1</span>'],
		[/<font color=['"]?(\w+)['"]?>/g, '<span class="$1">'],
		[/<\/font>/g, '</span>'],
	]);
}

function flatten(element: any): any[] {
	if (element.tag === 'column_set') {
		return element.columns.flatMap((column: any) => column.elements.flatMap(flatten));
	}
	return element.tag === 'action' ? element.actions : [element];
}

/** Entities show as what they stand for; they never become markup. */
function decoded(markdown: string): string {
	return markdown
		.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
		.replaceAll('&sim;', '~')
		.replaceAll('&nbsp;', ' ');
}
