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
	const elements: any[] = (card.body?.elements ?? card.elements ?? []).flatMap(flatten);
	const markdowns: string[] = elements
		.map(({ content, text }) => content ?? text?.content)
		.filter(Boolean);
	const buttons = elements
		.filter(({ tag }) => tag === 'button')
		.map((button) => ({
			text: button.text.content,
			url: button.behaviors?.[0]?.default_url ?? button.url,
			isPrimary: button.type === 'primary',
		}));
	const contents = elements.filter(({ tag }) => tag !== 'button');
	const title = card.header?.title?.content ?? '';
	return {
		text: [title, card.header?.subtitle?.content, ...markdowns.map(decoded)]
			.filter(Boolean)
			.join('\n'),
		mentions: markdowns.flatMap((markdown) => [...markdown.matchAll(AT)].map(([, id]) => id)),
		links: [
			...contents.flatMap(({ content = '' }) => linksInMarkdown(content)),
			...buttons.map(({ url }) => url),
		],
		html: cardHtml({
			colour: card.header?.template,
			title,
			subtitle: card.header?.subtitle?.content,
			body: contents
				.map(({ content = '', text }) =>
					markdownHtml(content || (text?.content ?? ''), [
						[/<at ids?=([^>\s]+)><\/at>/g, '<span class="mention">@$1</span>'],
						[/<font color=['"]?(\w+)['"]?>/g, '<span class="$1">'],
						[/<\/font>/g, '</span>'],
					]),
				)
				.join(''),
			buttons,
		}),
	};
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
