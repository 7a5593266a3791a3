import { z } from 'zod';
import type { RobotMessage } from './robotMessage';
import { perhapsText, readerOf, someText } from './shapes';

/*
 * DingTalk, "自定义机器人发送群消息" and "机器人消息类型".
 */

const deliveryId = { msgUuid: perhapsText };
const schema = z.discriminatedUnion(
	'msgtype',
	[
		z.object({
			...deliveryId,
			msgtype: z.literal('text'),
			text: z.object({ content: someText }),
		}),
		z.object({
			...deliveryId,
			msgtype: z.literal('link'),
			link: z.object({ title: someText, text: perhapsText, messageUrl: perhapsText }),
		}),
		z.object({
			...deliveryId,
			msgtype: z.literal('markdown'),
			markdown: z.object({ title: perhapsText, text: someText }),
		}),
		z.object({
			...deliveryId,
			msgtype: z.literal('actionCard'),
			actionCard: z.object({
				title: perhapsText,
				text: someText,
				singleTitle: perhapsText,
				singleURL: perhapsText,
				btns: z.array(z.object({ title: someText, actionURL: perhapsText })).nullish(),
			}),
		}),
		z.object({
			...deliveryId,
			msgtype: z.literal('feedCard'),
			feedCard: z.object({
				links: z
					.array(z.object({ title: someText, messageURL: perhapsText }))
					.min(1)
					.max(100),
			}),
		}),
	],
	{ error: 'not a message type of a DingTalk robot' },
);

export const dingTalkMessage = readerOf(schema, (body): RobotMessage => {
	const base = { type: body.msgtype, deliveryId: body.msgUuid, fields: [] };
	switch (body.msgtype) {
		case 'text':
			return { ...base, content: body.text.content };
		case 'link':
			return {
				...base,
				title: body.link.title,
				content: body.link.text ?? '',
				url: pageOf(body.link.messageUrl),
			};
		case 'markdown':
			return { ...base, title: body.markdown.title, content: body.markdown.text };
		case 'actionCard': {
			const { title, text, singleURL, btns } = body.actionCard;
			return {
				...base,
				title,
				content: text,
				url: pageOf(singleURL),
				fields: (btns ?? []).flatMap((button) => {
					const value = pageOf(button.actionURL);
					return value ? [{ name: button.title, value }] : [];
				}),
			};
		}
		case 'feedCard': {
			const [first, ...others] = body.feedCard.links;
			return {
				...base,
				title: first.title,
				content: '',
				url: pageOf(first.messageURL),
				fields: others.map(({ title, messageURL }) => ({
					name: title,
					value: pageOf(messageURL) ?? '',
				})),
			};
		}
	}
});

/** DingTalk's own address of "open this page in the browser" holds the page's. */
function pageOf(address: string | undefined): string | undefined {
	if (!address?.startsWith('dingtalk://') || !URL.canParse(address)) return address;
	return new URL(address).searchParams.get('url') ?? undefined;
}
