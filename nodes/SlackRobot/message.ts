import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { slackAttachments, slackBlocks, slackTextMessages } from '../../src/robots/slack/messages';
import { jsonObjectOf, jsonOf, textOf } from '../../src/robots/values';
import { sendingOptions } from '../shared/robot/parameters';
import type { RobotSession } from '../shared/robot/robotSession';
import type { SlackAccess } from './access';
import { channelOf, envelopeOf, mentionsOf } from './parameters';

/** Sends the message of one item and returns what Slack said. */
export async function sendMessage(
	node: IExecuteFunctions,
	session: RobotSession,
	access: SlackAccess,
	item: number,
	deadline: number,
): Promise<IDataObject> {
	const envelope = envelopeOf(node, access, item);
	const bodies = (await bodiesOf(node, session, access, item)).map((body) => ({
		...envelope,
		...unfurlingOf(node, item),
		...body,
	}));
	const { response, messagesSent } = await session.send(bodies, deadline, item);
	return { ...(response as IDataObject), messagesSent };
}

/** Changes a message that the bot sent. */
export async function updateMessage(
	node: IExecuteFunctions,
	session: RobotSession,
	access: SlackAccess,
	item: number,
	deadline: number,
): Promise<IDataObject> {
	const [body] = await bodiesOf(node, session, access, item);
	const target = {
		channel: channelOf(node, item),
		ts: textOf(node.getNodeParameter('messageTs', item)).trim(),
	};
	const { response, messagesSent } = await session.send([{ ...target, ...body }], deadline, item, {
		url: '/chat.update',
	});
	return { ...(response as IDataObject), messagesSent };
}

async function bodiesOf(
	node: IExecuteFunctions,
	session: RobotSession,
	access: SlackAccess,
	item: number,
): Promise<object[]> {
	const text = (name: string) => textOf(node.getNodeParameter(name, item, ''));
	const json = (name: string, displayName: string) =>
		jsonOf(node.getNodeParameter(name, item), displayName);
	switch (node.getNodeParameter('messageType', item)) {
		case 'blocks':
			return [slackBlocks(json('blocks', 'The blocks'), text('notificationText'))];
		case 'attachments':
			return [slackAttachments(json('attachments', 'The attachments'), text('notificationText'))];
		case 'json':
			return [jsonObjectOf(node.getNodeParameter('json', item), 'The message')];
		default:
			return slackTextMessages(text('content'), {
				mentions: await mentionsOf(node, session, access, item),
				isMrkdwn: isMrkdwn(node, item),
				whenTooLong: isUpdate(node, item) ? 'fail' : sendingOptions(node, item).whenTooLong,
			});
	}
}

function isMrkdwn(node: IExecuteFunctions, item: number): boolean {
	const { isMrkdwn: chosen = false } = node.getNodeParameter('options', item, {}) as {
		isMrkdwn?: boolean;
	};
	return chosen;
}

/** One message cannot become several. */
function isUpdate(node: IExecuteFunctions, item: number): boolean {
	return node.getNodeParameter('operation', item) === 'updateMessage';
}

function unfurlingOf(node: IExecuteFunctions, item: number): Record<string, boolean> {
	const { unfurl = false } = node.getNodeParameter('options', item, {}) as { unfurl?: boolean };
	return { unfurl_links: unfurl, unfurl_media: unfurl };
}
