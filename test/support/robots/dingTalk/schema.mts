import { z } from 'zod';

/* The bodies that "消息类型和数据格式" (open.dingtalk.com, robot-message-type) describes. */

const url = z.string().regex(/^(https?|dingtalk|mailto):/);
const at = z
	.strictObject({
		atMobiles: z.array(z.string()).optional(),
		atUserIds: z.array(z.string()).optional(),
		isAtAll: z.boolean().optional(),
	})
	.refine(
		({ atMobiles = [], atUserIds = [] }) => atMobiles.length + atUserIds.length <= 50,
		'at most 50 people',
	)
	.optional();
const common = { msgUuid: z.string().min(1).max(64).optional() };
const card = {
	title: z.string().min(1),
	text: z.string().min(1),
	hideAvatar: z.enum(['0', '1']).optional(),
	btnOrientation: z.enum(['0', '1']).optional(),
};

export const dingTalkBody = z.discriminatedUnion('msgtype', [
	z.strictObject({
		...common,
		msgtype: z.literal('text'),
		text: z.strictObject({ content: z.string().min(1) }),
		at,
	}),
	z.strictObject({
		...common,
		msgtype: z.literal('link'),
		link: z.strictObject({
			title: z.string().min(1),
			text: z.string().min(1),
			messageUrl: url,
			picUrl: z.string().min(1).optional(),
		}),
	}),
	z.strictObject({
		...common,
		msgtype: z.literal('markdown'),
		markdown: z.strictObject({ title: z.string().min(1), text: z.string().min(1) }),
		at,
	}),
	z.strictObject({
		...common,
		msgtype: z.literal('actionCard'),
		actionCard: z.union([
			z.strictObject({ ...card, singleTitle: z.string().min(1), singleURL: url }),
			z.strictObject({
				...card,
				btns: z.array(z.strictObject({ title: z.string().min(1), actionURL: url })).min(1),
			}),
		]),
		at,
	}),
	z.strictObject({
		...common,
		msgtype: z.literal('feedCard'),
		feedCard: z.strictObject({
			links: z
				.array(
					z.strictObject({
						title: z.string().min(1),
						messageURL: url,
						picURL: z.string().optional(),
					}),
				)
				.min(1),
		}),
	}),
]);
