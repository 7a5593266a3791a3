import { idAt, textAt } from '../../chatApps/json';
import { entered } from '../credential';
import type { ChatList } from '../design/chatList';
import { slackApiOf, slackAppOf } from './address';
import { readApiResponse } from './response';

/** "limit": more than 200 are not recommended. */
const PAGE = 200;

/** The channels that a bot is in ("users.conversations", docs.slack.dev). */
export const slackChatList: ChatList = {
	platform: 'Slack',
	appOf(fields) {
		const baseUrl = slackApiOf(fields);
		// The credential of a bot has one token, that of an app has two.
		const token = entered(fields, 'token') || slackAppOf(fields).botToken;
		return {
			secrets: [token, entered(fields, 'appToken')],
			async page(ask, after) {
				const query = new URLSearchParams({
					types: 'public_channel,private_channel',
					exclude_archived: 'true',
					limit: String(PAGE),
					...(after === undefined ? {} : { cursor: after }),
				});
				return await ask({
					url: `${baseUrl}/users.conversations?${query.toString()}`,
					headers: { Authorization: `Bearer ${token}` },
				});
			},
		};
	},
	readResponse: readApiResponse,
	pageOf({ channels, response_metadata }) {
		const chats = (Array.isArray(channels) ? channels.slice(0, PAGE) : []).map((channel) => {
			const name = textAt(channel, 'name').trim();
			return { id: idAt(channel, 'id'), name: name && `#${name}` };
		});
		const next = textAt(response_metadata, 'next_cursor');
		return { chats: chats.filter(({ id }) => id !== ''), next: next || undefined };
	},
};
