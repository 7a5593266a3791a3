import { randomUUID } from 'node:crypto';

import {
	dingTalkActionCard,
	dingTalkFeedCard,
	dingTalkLink,
	dingTalkMarkdownMessages,
	dingTalkTextMessages,
} from './messages';
import { textOf } from '../values';
import type { RobotItem } from '../design/item';
import type { KeywordAccess } from '../design/access';
import { allMentions } from '../design/mentioning';
import { dingTalkMentioning, type DingTalkMentions } from './mentions';

/** The request bodies of "Send Message". @throws {ExplainedError} */
export async function messagesOf(item: RobotItem<KeywordAccess>): Promise<object[]> {
	// With an id of its own a message that is tried again shows once.
	return (await bodiesOf(item)).map((body) => ({ msgUuid: randomUUID(), ...body }));
}

async function bodiesOf(item: RobotItem<KeywordAccess>): Promise<object[]> {
	const title = item.text('messageTitle');
	const text = item.text('content');
	const mentions = await allMentions(mentionsOf(item), item, dingTalkMentioning);
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

/** Who is mentioned. */
export function mentionsOf(item: RobotItem): DingTalkMentions {
	return {
		userIds: item.mentioned('users'),
		mobiles: item.mentionedMobiles(),
		everybody: item.option('everybody', false, 'mention'),
	};
}
