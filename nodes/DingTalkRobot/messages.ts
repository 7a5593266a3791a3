import { randomUUID } from 'node:crypto';

import {
	dingTalkActionCard,
	dingTalkFeedCard,
	dingTalkLink,
	dingTalkMarkdownMessages,
	dingTalkTextMessages,
} from '../../src/robots/dingTalk/messages';
import { textOf } from '../../src/robots/values';
import type { RobotItem } from '../shared/robot/robotItem';
import type { KeywordAccess } from '../shared/robot/robotSession';
import { mentionsOf } from './mentions';

/** The request bodies of "Send Message". @throws {RobotMessageError} */
export function messagesOf(item: RobotItem<KeywordAccess>): object[] {
	// With an id of its own a message that is tried again shows once.
	return bodiesOf(item).map((body) => ({ msgUuid: randomUUID(), ...body }));
}

function bodiesOf(item: RobotItem<KeywordAccess>): object[] {
	const title = item.text('messageTitle');
	const text = item.text('content');
	const mentions = mentionsOf(item);
	const { whenTooLong } = item.sending;
	const { keyword } = item.access;
	switch (item.text('messageType')) {
		case 'markdown':
			return dingTalkMarkdownMessages(title, text, { mentions, whenTooLong, keyword });
		case 'link':
			return [
				dingTalkLink({
					title,
					text,
					messageUrl: item.text('linkUrl'),
					picUrl: item.text('pictureUrl'),
				}),
			];
		case 'actionCard':
			return [
				dingTalkActionCard(
					{
						title,
						text,
						buttons: item
							.rows('buttons')
							.map((row) => ({ title: textOf(row.title), actionURL: textOf(row.url) })),
						areSideBySide: item.option('areSideBySide', false),
						hideAvatar: item.option('hideAvatar', false),
					},
					mentions,
				),
			];
		case 'feedCard':
			return [
				dingTalkFeedCard(
					item.rows('feedLinks').map((row) => ({
						title: textOf(row.title),
						messageURL: textOf(row.url),
						picURL: textOf(row.pictureUrl),
					})),
				),
			];
		case 'json':
			return [item.jsonObject('json', 'The message')];
		default:
			return dingTalkTextMessages(text, { mentions, whenTooLong, keyword });
	}
}
