import { randomUUID } from 'node:crypto';

import {
	dingTalkActionCard,
	dingTalkFeedCard,
	dingTalkLink,
	dingTalkMarkdownMessages,
	dingTalkTextMessages,
} from './messages';
import { dingTalkAddressed, dingTalkPlaces, type DingTalkPlace } from './markdown';
import { textOf } from '../values';
import type { DingTalkAccess } from './access';
import { appRoom } from './platform';
import type { RobotItem } from '../design/item';
import { allMentions } from '../design/mentioning';
import { dingTalkMentioning, type DingTalkMentions } from './mentions';

/** The request bodies of "Send Message". @throws {ExplainedError} */
export async function messagesOf(item: RobotItem<DingTalkAccess>): Promise<object[]> {
	// With an id of its own a message that is tried again shows once.
	return (await bodiesOf(item)).map((body) => ({ msgUuid: randomUUID(), ...body }));
}

async function bodiesOf(item: RobotItem<DingTalkAccess>): Promise<object[]> {
	const title = item.text('messageTitle');
	const text = item.text('content');
	const mentions = await allMentions(mentionsOf(item), item, dingTalkMentioning);
	const { whenTooLong } = item.sending;
	const { keyword, app } = item.access;
	const room = app && appRoom;
	const addressed = (value: unknown) => dingTalkAddressed(textOf(value), placeOf(item));
	switch (item.text('messageType')) {
		case 'markdown':
			return dingTalkMarkdownMessages(title, text, { mentions, whenTooLong, keyword, room });
		case 'link':
			return [
				dingTalkLink({
					title,
					text,
					messageUrl: addressed(item.text('linkUrl')),
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
							.map((row) => ({ title: textOf(row.title), actionURL: addressed(row.url) })),
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
						messageURL: addressed(row.url),
						picURL: textOf(row.pictureUrl),
					})),
				),
			];
		case 'json':
			return [item.jsonObject('json', 'The message')];
		default:
			return dingTalkTextMessages(text, { mentions, whenTooLong, keyword, room });
	}
}

/** Where links open. */
export function placeOf(item: RobotItem): DingTalkPlace {
	return item.choice('openLinksIn', 'Open Links In', dingTalkPlaces, 'sidebar');
}

/** Who is mentioned. */
export function mentionsOf(item: RobotItem): DingTalkMentions {
	return {
		userIds: item.mentioned('users'),
		mobiles: item.mentionedMobiles(),
		everybody: item.option('everybody', false, 'mention'),
	};
}
