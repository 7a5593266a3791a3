import { jsonIn } from '../../chatApps/json';
import type { ChatAppMessages } from '../design/chatAppMessages';
import { messageUuid } from '../sending/messageUuid';
import { textOf } from '../values';
import type { FeishuReceiver } from './address';
import { hasPressButtons } from './pressButtons';

/* Messages of an app ("发送消息" and "发送消息内容", open.feishu.cn): what custom bots send, in another envelope. */

/**
 * A message as the API takes it.
 *
 * @param body as a custom bot would send it, or the API's own form of it.
 * @param idempotencyKey the same for what shall show once; undefined for what shall show each time.
 */
export function appMessage(
	body: object,
	receiver: FeishuReceiver,
	idempotencyKey: string | undefined,
	part: number,
): Record<string, unknown> {
	const { msg_type } = body as Record<string, unknown>;
	const key = idempotencyKey === undefined ? undefined : `${idempotencyKey}\n${receiver.id}`;
	return {
		receive_id: receiver.id,
		msg_type,
		content: contentOf(body as Record<string, unknown>),
		// "持有相同 uuid 的请求，在 1 小时内至多成功发送一条消息".
		uuid: messageUuid(key, part),
	};
}

function contentOf({ msg_type, content, card }: Record<string, unknown>): string {
	if (typeof content === 'string') return content;
	const { post, share_chat_id: chat } = Object(content) as Record<string, unknown>;
	if (msg_type === 'interactive') return JSON.stringify(card ?? content ?? {});
	if (msg_type === 'post') return JSON.stringify(post ?? content ?? {});
	if (msg_type === 'share_chat' && chat !== undefined) return JSON.stringify({ chat_id: chat });
	return JSON.stringify(content ?? {});
}

/** Messages of an app are known by their chat and their id, as Feishu answers. */
export const feishuAppMessages = (app: string): ChatAppMessages => ({
	app,

	placeOf({ data }) {
		const { chat_id: chat, message_id: message } = Object(data) as Record<string, unknown>;
		return chat && message ? { chat: textOf(chat), message: textOf(message) } : undefined;
	},

	keptOf(body) {
		const { msg_type, content } = body as Record<string, unknown>;
		const card = msg_type === 'interactive' ? jsonIn(textOf(content)) : undefined;
		if (typeof card !== 'object' || card === null) return undefined;
		return hasPressButtons(card as Record<string, unknown>)
			? (card as Record<string, unknown>)
			: undefined;
	},
});
