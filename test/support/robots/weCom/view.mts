import {
	cardHtml,
	escapeHtml,
	linesHtml,
	linksInMarkdown,
	markdownHtml,
	mentionHtml,
	type Reading,
} from '../reading.mts';

/** What a WeCom group sees of a robot's message ("群机器人配置说明"). */
export function readWeCom(body: any): Reading {
	const content = body[body.msgtype] ?? {};
	switch (body.msgtype) {
		case 'text':
			return {
				text: content.content,
				mentions: [
					...inText(content.content),
					...named(content.mentioned_list),
					...named(content.mentioned_mobile_list),
				],
				links: [],
				html:
					linesHtml(content.content) +
					[...(content.mentioned_list ?? []), ...(content.mentioned_mobile_list ?? [])]
						.map((id: string) => ` ${mentionHtml(id.replace(/^@/, ''))}`)
						.join(''),
			};
		case 'markdown':
			return {
				text: content.content,
				mentions: inline(content.content),
				links: linksInMarkdown(withoutFonts(content.content)),
				html: markdownHtml(content.content, [
					[/<font color="(info|comment|warning)">/g, '<span class="$1">'],
					[/<\/font>/g, '</span>'],
					[/<@([^>\s]+)>/g, '<span class="mention">@$1</span>'],
				]),
			};
		case 'markdown_v2':
			return {
				text: content.content,
				mentions: [],
				links: linksInMarkdown(content.content),
				html: markdownHtml(content.content),
			};
		case 'template_card':
			return readCard(content);
		case 'news':
			return readNews(content.articles);
		default:
			return {
				text: `[${body.msgtype}]`,
				mentions: [],
				links: [],
				html: `<em>${escapeHtml(body.msgtype)}</em>`,
			};
	}
}

function withoutFonts(markdown: string): string {
	return markdown.replace(/<\/?font[^>]*>/g, '');
}

/** In markdown, entities may be read as what they stand for. */
function inline(content: string): string[] {
	return inText(content.replace(/&lt;|&#60;|&#x3c;/gi, '<'));
}

/** Anything behind `<@`, whether it ends or not. */
function inText(content: string): string[] {
	return [...content.matchAll(/<@([^>\s]*)/g)].map(([, id]) => (id === 'all' ? 'all' : id));
}

function named(list: string[] = []): string[] {
	return list.map((id) => (id === '@all' ? 'all' : id));
}

function readCard(card: any): Reading {
	const facts = (card.horizontal_content_list ?? []) as any[];
	const links = (card.jump_list ?? []) as any[];
	const paragraphs = (card.vertical_content_list ?? []) as any[];
	const lines = [
		card.source?.desc,
		card.main_title?.title,
		card.main_title?.desc,
		card.emphasis_content?.title,
		card.emphasis_content?.desc,
		card.quote_area?.title,
		card.quote_area?.quote_text,
		card.sub_title_text,
		...paragraphs.flatMap(({ title, desc }) => [title, desc]),
		...facts.map(({ keyname, value }) => `${keyname}: ${value ?? ''}`),
		...links.map(({ title }) => title),
	].filter((line): line is string => Boolean(line));
	return {
		text: lines.join('\n'),
		mentions: [],
		links: [card.card_action?.url, ...[...links, ...facts].map(({ url }) => url)].filter(Boolean),
		html: cardHtml({
			title: card.main_title?.title ?? '',
			subtitle: card.source?.desc,
			body: [
				card.main_title?.desc,
				card.emphasis_content?.title &&
					`<b class="emphasis">${escapeHtml(card.emphasis_content.title)}</b>`,
				card.quote_area?.quote_text &&
					`<blockquote>${linesHtml(card.quote_area.quote_text)}</blockquote>`,
				card.sub_title_text && `<p>${linesHtml(card.sub_title_text)}</p>`,
				...facts.map(
					({ keyname, value }) =>
						`<div class="fact"><span class="key">${escapeHtml(keyname)}</span>${escapeHtml(value ?? '')}</div>`,
				),
			]
				.filter(Boolean)
				.join(''),
			buttons: links.map(({ title, url = '' }) => ({ text: title, url })),
		}),
	};
}

function readNews(articles: any[]): Reading {
	return {
		text: articles
			.map(({ title, description = '' }) => `${title}\n${description}`.trim())
			.join('\n'),
		mentions: [],
		links: articles.map(({ url }) => url),
		html: articles
			.map(({ title, description = '', url }) =>
				cardHtml({ title, body: escapeHtml(description), buttons: [{ text: url, url }] }),
			)
			.join(''),
	};
}
