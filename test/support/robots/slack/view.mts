import { buttonsHtml, escapeHtml, linesHtml, mentionHtml, type Reading } from '../reading.mts';

/** What a Slack channel sees of a message ("Block Kit", "Formatting text for app surfaces"). */
export function readSlack(body: any): Reading {
	const attached = (body.attachments ?? []).flatMap((attachment: any) => [
		...(attachment.blocks ?? []),
		...(attachment.text
			? [{ type: 'section', text: { type: 'mrkdwn', text: attachment.text } }]
			: []),
	]);
	const blocks: any[] = [...(body.blocks ?? []), ...attached];
	// With blocks the text is for notifications only, but it can mention all the same.
	const readings = blocks.map(readBlock);
	const fallback = readMrkdwn(body.text ?? '');
	return {
		text: blocks.length > 0 ? readings.map(({ text }) => text).join('\n') : fallback.text,
		mentions: [...fallback.mentions, ...readings.flatMap(({ mentions }) => mentions)],
		links: [...fallback.links, ...readings.flatMap(({ links }) => links)],
		html: blocks.length > 0 ? readings.map(({ html }) => html).join('') : fallback.html,
	};
}

const nothing = { mentions: [], links: [] };

function readBlock(block: any): Reading {
	switch (block.type) {
		case 'header':
			return { ...nothing, text: block.text.text, html: `<h3>${escapeHtml(block.text.text)}</h3>` };
		case 'section':
			return joined([block.text, ...(block.fields ?? [])].filter(Boolean).map(readText), 'p');
		case 'context':
			return joined(block.elements.map(readText), 'small');
		case 'actions':
			return {
				text: block.elements.map(({ text }: any) => text.text).join('\n'),
				mentions: [],
				links: block.elements.map(({ url }: any) => url).filter(Boolean),
				html: buttonsHtml(
					block.elements.map(({ text, url = '', style }: any) => ({
						text: text.text,
						url,
						isPrimary: style === 'primary',
					})),
				),
			};
		case 'rich_text':
			return joined(block.elements.map(readRichText), 'div');
		default:
			return { ...nothing, text: '', html: '<hr>' };
	}
}

function readText(object: any): Reading {
	if (object.type === 'mrkdwn') return readMrkdwn(object.text);
	return { ...nothing, text: object.text, html: linesHtml(object.text) };
}

function joined(readings: Reading[], tag: string): Reading {
	return {
		text: readings.map(({ text }) => text).join('\n'),
		mentions: readings.flatMap(({ mentions }) => mentions),
		links: readings.flatMap(({ links }) => links),
		html: readings.map(({ html }) => `<${tag}>${html}</${tag}>`).join(''),
	};
}

function readRichText(element: any): Reading {
	if (element.type === 'rich_text_list') {
		const items = joined(element.elements.map(readRichText), 'li');
		const tag = element.style === 'ordered' ? 'ol' : 'ul';
		return {
			...items,
			html: `<${tag} start="${(element.offset ?? 0) + 1}" style="margin-left:${(element.indent ?? 0) * 16}px">${items.html}</${tag}>`,
		};
	}
	const parts: Reading[] = element.elements.map(readInline);
	const content = {
		text: parts.map(({ text }) => text).join(''),
		mentions: parts.flatMap(({ mentions }) => mentions),
		links: parts.flatMap(({ links }) => links),
		html: parts.map(({ html }) => html).join(''),
	};
	const tag = { rich_text_quote: 'blockquote', rich_text_preformatted: 'pre' }[
		element.type as string
	];
	return tag ? { ...content, html: `<${tag}>${content.html}</${tag}>` } : content;
}

function readInline(node: any): Reading {
	switch (node.type) {
		case 'user':
			return mention(node.user_id);
		case 'usergroup':
			return mention(node.usergroup_id);
		case 'broadcast':
			return mention(node.range);
		case 'link':
			return {
				text: node.text ?? node.url,
				mentions: [],
				links: [node.url],
				html: `<a href="${escapeHtml(node.url)}">${escapeHtml(node.text ?? node.url)}</a>`,
			};
		default: {
			const { bold, italic, strike, code } = node.style ?? {};
			const tags = [bold && 'b', italic && 'i', strike && 's', code && 'code'].filter(Boolean);
			const html = tags.reduce((inner, tag) => `<${tag}>${inner}</${tag}>`, linesHtml(node.text));
			return { ...nothing, text: node.text, html };
		}
	}
}

function mention(id: string): Reading {
	return { text: `@${id}`, mentions: [id], links: [], html: mentionHtml(id) };
}

/** `<…>` is all that mentions or links in mrkdwn; the three entities are decoded after that. */
function readMrkdwn(mrkdwn: string): Reading {
	const mentions: string[] = [];
	const links: string[] = [];
	const html = mrkdwn.replace(/<([^>]*)>/g, (_, inner: string) => {
		if (/^[@!#]/.test(inner)) {
			const id = inner.replace(/^(@|!subteam\^|!|#)/, '').split('|')[0];
			mentions.push(id);
			return `\ue000${id}\ue001`;
		}
		const [url, label = url] = inner.split('|');
		links.push(url);
		return label;
	});
	const text = html
		.replace(/\ue000(.*?)\ue001/g, '@$1')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&');
	return { text, mentions, links, html: linesHtml(text) };
}
