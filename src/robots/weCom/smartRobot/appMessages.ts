import type { ChatAppMessages } from '../../design/chatAppMessages';
import { textOf } from '../../values';
import { hasPressButtons } from './pressCard';

/** Messages of a smart robot are known by their chat and, where they are cards, by the task that a press names. */
export const weComAppMessages = (app: string): ChatAppMessages => ({
	app,

	placeOf({ chatid, messageId }) {
		return chatid && messageId ? { chat: textOf(chatid), message: textOf(messageId) } : undefined;
	},

	keptOf(body) {
		const card = Object((body as Record<string, unknown>).template_card) as Record<string, unknown>;
		return hasPressButtons(card) ? card : undefined;
	},
});
