import { buttonsHtml, escapeHtml, linesHtml, mentionHtml, type Reading } from '../reading.mts';

/** What a Slack channel sees of a message ("Block Kit", "Formatting text for app surfaces"). */
export function readSlack(body: any): Reading {
	const blocks: any[] = body.blocks ?? [];
	const attachments: any[] = body.attachments ?? [];
	// With blocks the text is for notifications only, but it can mention all the same.
	const fallback = readMrkdwn(body.text ?? '');
	const readings = [
		...(blocks.length > 0 ? blocks.map(readBlock) : [fallback]),
		...attachments.map(readAttachment),
	];
	return {
		text: readings.map(({ text }) => text).join('\n'),
		mentions: [
			...(blocks.length > 0 ? fallback.mentions : []),
			...readings.flatMap(({ mentions }) => mentions),
		],
		links: [
			...(blocks.length > 0 ? fallback.links : []),
			...readings.flatMap(({ links }) => links),
		],
		html: readings.map(({ html }) => html).join(''),
	};
}

/** "Secondary message attachments": beside a bar in their colour. */
function readAttachment(attachment: any): Reading {
	const { blocks = [], text, image_url: picture, actions = [], color = '#ddd' } = attachment;
	const readings: Reading[] = [
		...blocks.map(readBlock),
		...(text ? [readMrkdwn(text)] : []),
		...(picture
			? [{ ...nothing, text: '', html: `<img src="${escapeHtml(picture)}" alt="">` }]
			: []),
		...(actions.length > 0 ? [readButtons(actions)] : []),
	];
	const inside = joined(readings, 'div');
	return {
		...inside,
		html: `<div class="attachment" style="border-left-color:${escapeHtml(color)}">${inside.html}</div>`,
	};
}

/** Their labels are plain text, in either form. */
function readButtons(buttons: any[]): Reading {
	const labels = buttons.map(({ text }) => (typeof text === 'string' ? text : text.text));
	return {
		text: labels.join('\n'),
		mentions: [],
		links: buttons.map(({ url }) => url).filter(Boolean),
		html: buttonsHtml(
			buttons.map(({ url, value, style }, index) => ({
				text: labels[index],
				...(url === undefined ? { value } : { url }),
				isPrimary: style === 'primary',
			})),
		),
	};
}

const nothing = { mentions: [], links: [] };

function readBlock(block: any): Reading {
	switch (block.type) {
		case 'header':
			return { ...nothing, text: block.text.text, html: `<h3>${escapeHtml(block.text.text)}</h3>` };
		case 'section':
			return readSection(block);
		case 'context':
			return joined(block.elements.map(readText), 'small');
		case 'actions':
			return readButtons(block.elements);
		case 'rich_text':
			return joined(block.elements.map(readRichText), 'div');
		case 'table':
			return readTable(block);
		default:
			return { ...nothing, text: '', html: '<hr>' };
	}
}

/** Fields stand in two columns. */
function readSection({ text, fields = [] }: any): Reading {
	const head = joined((text ? [text] : []).map(readText), 'p');
	const columns = joined(fields.map(readText), 'div');
	return {
		...joined(
			[head, columns].filter((part) => part.html !== ''),
			'div',
		),
		html: head.html + (columns.html && `<div class="columns">${columns.html}</div>`),
	};
}

function readTable({ rows }: any): Reading {
	const cells: Reading[] = rows.flat().map(readBlock);
	const width = rows[0].length;
	const shown = rows.map(
		(_: unknown, index: number) =>
			`<tr>${cells
				.slice(index * width, (index + 1) * width)
				.map(({ html }) => `<td>${html}</td>`)
				.join('')}</tr>`,
	);
	return { ...joined(cells, 'td'), html: `<table>${shown.join('')}</table>` };
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
				html: inStyle(
					node.style,
					`<a href="${escapeHtml(node.url)}">${escapeHtml(node.text ?? node.url)}</a>`,
				),
			};
		default: {
			return { ...nothing, text: node.text, html: inStyle(node.style, linesHtml(node.text)) };
		}
	}
}

function inStyle({ bold, italic, strike, code }: any = {}, html: string): string {
	const tags = [bold && 'b', italic && 'i', strike && 's', code && 'code'].filter(Boolean);
	return tags.reduce((inner, tag) => `<${tag}>${inner}</${tag}>`, html);
}

function mention(id: string): Reading {
	return { text: `@${id}`, mentions: [id], links: [], html: mentionHtml(id) };
}

/** `<…>` is all that mentions or links in mrkdwn; the three entities are decoded after that. */
function readMrkdwn(mrkdwn: string): Reading {
	const mentions: string[] = [];
	const links: string[] = [];
	const html = mrkdwn.replace(/<([^>]*)>/g, (_, inner: string) => {
		// "Date formatting": in the zone of the reader, who is where the messages come from.
		if (inner.startsWith('!date^')) return inner.split('|')[1];
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
	const bold = linesHtml(text).replace(/(^|<br>)\*([^*<]+)\*(?=<br>|$)/g, '$1<b>$2</b>');
	return { text, mentions, links, html: bold };
}
