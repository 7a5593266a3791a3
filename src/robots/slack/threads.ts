import { textOf } from '../values';
import type { Threads } from '../design/threads';
import { SLACK_UPDATE_PATH } from './platform';

/**
 * Messages of a bot are known by their channel and their timestamp
 * ("chat.postMessage", "chat.update"). The channel is the one that Slack
 * answers: a message is not changed by the name of its channel.
 *
 * @param isBroadcast whether the channel shows the answers, too.
 */
export const slackThreads = (isBroadcast: boolean): Threads => ({
	messageId({ response: { channel, ts } }) {
		return channel && ts ? `${textOf(channel)} ${textOf(ts)}` : undefined;
	},

	asAnswer(request, messageId) {
		const body = bodyOf(request);
		// Somebody has chosen another thread for all of them.
		if (body.thread_ts !== undefined) return undefined;
		const { channel, ts } = partsOf(messageId);
		const broadcast = isBroadcast ? { reply_broadcast: true } : {};
		return { ...request, body: { ...body, channel, thread_ts: ts, ...broadcast } };
	},

	/** Where the message was deleted, Slack posts the answer to the channel and says so by this alone. */
	isAnswer: ({ response: { message } }) => Object(message).thread_ts !== undefined,

	asChange(request, messageId) {
		const { text, blocks = [], attachments = [] } = bodyOf(request);
		// What is not named stays as it was.
		const body = { text, blocks, attachments, ...partsOf(messageId) };
		return { ...request, url: SLACK_UPDATE_PATH, body };
	},
});

function partsOf(messageId: string): { channel: string; ts: string } {
	const [channel, ts = ''] = messageId.split(' ');
	return { channel, ts };
}

const bodyOf = ({ body }: { body?: object }) => ({ ...body }) as Record<string, unknown>;
