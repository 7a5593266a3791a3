import type { ChatAppMessages } from '../design/chatAppMessages';
import { textOf } from '../values';
import { hasPressButtons } from './pressButtons';

/** Messages of an app are known by their channel and their timestamp, as Slack answers ("chat.postMessage", "chat.update"). */
export const slackAppMessages = (app: string): ChatAppMessages => ({
	app,

	placeOf({ channel, ts }) {
		return channel && ts ? { chat: textOf(channel), message: textOf(ts) } : undefined;
	},

	keptOf(body) {
		const { text, blocks, attachments } = body as Record<string, unknown>;
		const message = { text, blocks, attachments };
		return hasPressButtons(message) ? message : undefined;
	},
});
