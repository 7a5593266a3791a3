import { askAsApp } from '../../chatApps/appToken';
import { tenantTokens } from '../../chatApps/feishu/tenantToken';
import { at, idAt, textAt } from '../../chatApps/json';
import { systemClock } from '../../time/clock';
import type { ChatList } from '../design/chatList';
import { feishuAppOf } from './address';
import { readFeishuResponse } from './response';

/** "分页大小": 100 at most. */
const PAGE = 100;

/** The groups that the bot of an app is in, where somebody wrote last first ("获取用户或机器人所在的群列表", open.feishu.cn). */
export const feishuChatList: ChatList = {
	platform: 'Feishu',
	appOf(fields) {
		const app = feishuAppOf(fields);
		return {
			secrets: [app.appSecret],
			async page(ask, after) {
				const query = new URLSearchParams({
					page_size: String(PAGE),
					sort_type: 'ByActiveTimeDesc',
					...(after === undefined ? {} : { page_token: after }),
				});
				const path = `/open-apis/im/v1/chats?${query.toString()}`;
				return await askAsApp(tenantTokens(app), { path }, ask, systemClock);
			},
		};
	},
	readResponse: readFeishuResponse,
	pageOf({ data }) {
		const items = at(data, 'items');
		const chats = (Array.isArray(items) ? items.slice(0, PAGE) : []).map((item) => ({
			id: idAt(item, 'chat_id'),
			name: textAt(item, 'name').trim(),
		}));
		const next = at(data, 'has_more') === true ? textAt(data, 'page_token') : '';
		return { chats: chats.filter(({ id }) => id !== ''), next: next || undefined };
	},
};
