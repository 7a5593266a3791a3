import {
	cardHtml,
	linesHtml,
	linksInMarkdown,
	markdownHtml,
	mentionHtml,
	type Reading,
} from '../reading.mts';

/** What a DingTalk group sees of a custom robot's message ("消息类型和数据格式"). */
export function readDingTalk(body: any): Reading {
	const content = body[body.msgtype] ?? {};
	const mentions = mentionsOf(body);
	switch (body.msgtype) {
		case 'text':
			return {
				text: content.content,
				mentions,
				links: [],
				html: linesHtml(content.content) + (body.at?.isAtAll ? ` ${mentionHtml('all')}` : ''),
			};
		case 'markdown':
			return {
				text: content.text,
				mentions,
				links: linksInMarkdown(content.text),
				html: htmlOf(content.text),
			};
		case 'actionCard': {
			const buttons = content.singleURL
				? [{ text: content.singleTitle, url: content.singleURL }]
				: content.btns.map(({ title, actionURL }: any) => ({ text: title, url: actionURL }));
			return {
				text: [content.text, ...buttons.map(({ text }: any) => text)].join('\n'),
				mentions,
				links: [...linksInMarkdown(content.text), ...buttons.map(({ url }: any) => url)],
				html: cardHtml({ title: '', body: htmlOf(content.text), buttons }),
			};
		}
		case 'link':
			return {
				text: `${content.title}\n${content.text}`,
				mentions: [],
				links: [content.messageUrl],
				html: cardHtml({
					title: content.title,
					body: linesHtml(content.text),
					buttons: [{ text: content.messageUrl, url: content.messageUrl }],
				}),
			};
		case 'feedCard':
			return {
				text: content.links.map(({ title }: any) => title).join('\n'),
				mentions: [],
				links: content.links.map(({ messageURL }: any) => messageURL),
				html: content.links
					.map(({ title, messageURL }: any) =>
						cardHtml({ title, body: '', buttons: [{ text: messageURL, url: messageURL }] }),
					)
					.join(''),
			};
		default:
			return { text: `[${body.msgtype}]`, mentions: [], links: [], html: body.msgtype };
	}
}

function mentionsOf({ at = {} }: any): string[] {
	return [...(at.atUserIds ?? []), ...(at.atMobiles ?? []), ...(at.isAtAll ? ['all'] : [])];
}

function htmlOf(markdown: string): string {
	return markdownHtml(markdown.replaceAll('&nbsp;', '\u00a0'), [
		[/@([\w.+-]{3,})/g, '<span class="mention">@$1</span>'],
	]);
}
