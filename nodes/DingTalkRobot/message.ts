import { randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import {
	dingTalkActionCard,
	dingTalkFeedCard,
	dingTalkLink,
	dingTalkMarkdownMessages,
	dingTalkTextMessages,
	type DingTalkFeedLink,
} from '../../src/robots/dingTalk/messages';
import { jsonObjectOf, textOf } from '../../src/robots/values';
import { rowsOf, sendingOptions } from '../shared/robot/parameters';
import type { RobotSession } from '../shared/robot/robotSession';
import { mentionsOf } from './parameters';

/** Sends the message of one item and returns what DingTalk said. */
export async function sendMessage(
	node: IExecuteFunctions,
	session: RobotSession,
	item: number,
	deadline: number,
): Promise<IDataObject> {
	// With an id of its own a message that is tried again shows once.
	const bodies = bodiesOf(node, item).map((body) => ({ msgUuid: randomUUID(), ...body }));
	const { response, messagesSent } = await session.send(bodies, deadline, item);
	return { ...(response as IDataObject), messagesSent };
}

function bodiesOf(node: IExecuteFunctions, item: number): object[] {
	const text = (name: string) => textOf(node.getNodeParameter(name, item, ''));
	const mentions = mentionsOf(node, item);
	const { whenTooLong } = sendingOptions(node, item);
	switch (node.getNodeParameter('messageType', item)) {
		case 'markdown':
			return dingTalkMarkdownMessages(text('messageTitle'), text('content'), {
				mentions,
				whenTooLong,
			});
		case 'link':
			return [
				dingTalkLink({
					title: text('messageTitle'),
					text: text('content'),
					messageUrl: text('linkUrl'),
					picUrl: text('pictureUrl'),
				}),
			];
		case 'actionCard':
			return [
				dingTalkActionCard(
					{
						title: text('messageTitle'),
						text: text('content'),
						buttons: rowsOf<{ title: string; url: string }>(node, 'buttons', item).map((row) => ({
							title: textOf(row.title),
							actionURL: textOf(row.url),
						})),
						...cardOptionsOf(node, item),
					},
					mentions,
				),
			];
		case 'feedCard':
			return [
				dingTalkFeedCard(
					rowsOf<Record<string, string>>(node, 'feedLinks', item).map(
						({ title, url, pictureUrl }): DingTalkFeedLink => ({
							title: textOf(title),
							messageURL: textOf(url),
							picURL: textOf(pictureUrl),
						}),
					),
				),
			];
		case 'json':
			return [jsonObjectOf(node.getNodeParameter('json', item), 'The message')];
		default:
			return dingTalkTextMessages(text('content'), { mentions, whenTooLong });
	}
}

function cardOptionsOf(node: IExecuteFunctions, item: number) {
	const { areSideBySide = false, hideAvatar = false } = node.getNodeParameter(
		'options',
		item,
		{},
	) as { areSideBySide?: boolean; hideAvatar?: boolean };
	return { areSideBySide, hideAvatar };
}
