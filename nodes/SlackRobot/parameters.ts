import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import type { SlackMentions } from '../../src/robots/slack/mentions';
import { slackNotification } from '../../src/robots/slack/notification';
import { listOf, textOf } from '../../src/robots/values';
import { sendingOptions } from '../shared/robot/parameters';
import type { RobotSession } from '../shared/robot/robotSession';
import type { Writer } from '../shared/robot/sendNotifications';
import type { SlackAccess } from './access';

/** Who is mentioned. A bot finds the IDs of e-mail addresses; a webhook cannot ask. */
export async function mentionsOf(
	node: IExecuteFunctions,
	session: RobotSession,
	access: SlackAccess,
	item: number,
): Promise<SlackMentions> {
	const { users, broadcast = 'none' } = node.getNodeParameter('mention', item, {}) as {
		users?: unknown;
		broadcast?: SlackMentions['broadcast'];
	};
	const ids: string[] = [];
	for (const user of listOf(users)) {
		ids.push(user.includes('@') ? await idOf(user, node, session, access, item) : user);
	}
	return { ids, broadcast };
}

async function idOf(
	email: string,
	node: IExecuteFunctions,
	session: RobotSession,
	{ isBot }: SlackAccess,
	item: number,
): Promise<string> {
	if (!isBot) {
		throw new NodeOperationError(node.getNode(), 'A webhook cannot mention by e-mail address', {
			itemIndex: item,
			description: 'Enter the member ID (U…), or authenticate with a bot token.',
		});
	}
	const { deadline } = sendingOptions(node, item);
	const answer = await session.sendOne(
		{ method: 'GET', url: '/users.lookupByEmail', qs: { email } },
		deadline,
		item,
	);
	return textOf((answer.user as IDataObject | undefined)?.id);
}

/** What goes with every message: where to, and into which thread. */
export function envelopeOf(
	node: IExecuteFunctions,
	{ isBot }: SlackAccess,
	item: number,
): Record<string, unknown> {
	const { threadTs = '', replyBroadcast = false } = node.getNodeParameter('options', item, {}) as {
		threadTs?: string;
		replyBroadcast?: boolean;
	};
	const thread = textOf(threadTs).trim();
	return {
		...(isBot ? { channel: channelOf(node, item) } : {}),
		...(thread ? { thread_ts: thread } : {}),
		...(thread && isBot && replyBroadcast ? { reply_broadcast: true } : {}),
	};
}

export function channelOf(node: IExecuteFunctions, item: number): string {
	const channel = textOf(node.getNodeParameter('channel', item, '')).trim();
	if (channel !== '') return channel;
	throw new NodeOperationError(node.getNode(), 'The channel is empty', {
		itemIndex: item,
		description: 'Enter the ID of the channel (C…); Slack shows it at the end of its details.',
	});
}

export async function writerOf(
	node: IExecuteFunctions,
	session: RobotSession,
	access: SlackAccess,
	item: number,
): Promise<Writer> {
	const { language, whenTooLong } = sendingOptions(node, item);
	const envelope = envelopeOf(node, access, item);
	const options = {
		language,
		whenTooLong,
		mentions: await mentionsOf(node, session, access, item),
	};
	return {
		group: JSON.stringify([options, envelope]),
		language,
		write: (notification) =>
			slackNotification(notification, options).map((body) => ({ ...envelope, ...body })),
	};
}
