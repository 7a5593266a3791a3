import { shortened } from '../../text/characters';
import { inOneLine } from '../../text/utf8';
import type { RobotRequest } from '../design/access';
import type { Threads } from '../design/threads';
import { textOf } from '../values';
import * as limits from './limits';
import { SUPPRESS_EMBEDS } from './messages';

/** "Webhooks posted to forum channels must have a thread_name or thread_id". */
const NEEDS_A_THREAD = '220001';

/**
 * Messages of a webhook are known by their ID, and where they stand in a thread
 * by the thread's, too ("Edit Webhook Message"). A webhook begins threads only
 * in forums, and answers no message: elsewhere there is none to continue.
 */
export const discordThreads: Threads = {
	messageId({ request, response: { id, channel_id: channel } }) {
		if (!id) return undefined;
		const isInThread = request.qs?.thread_id !== undefined || hasThreadName(request);
		return isInThread ? `${textOf(id)} ${textOf(channel)}` : textOf(id);
	},

	asAnswer(request, messageId) {
		const { threadId } = partsOf(messageId);
		return threadId ? inThread(request, threadId) : undefined;
	},

	// Or it is refused.
	isAnswer: () => true,

	asChange(request, messageId) {
		const { id, threadId } = partsOf(messageId);
		const { content = '', embeds = [], components = [], ...body } = bodyOf(request);
		const { wait: _, ...qs } = request.qs ?? {};
		const changed: RobotRequest = {
			...request,
			method: 'PATCH',
			url: `/messages/${encodeURIComponent(id)}`,
			qs,
			body: {
				// What is not named stays as it was.
				content,
				embeds,
				components,
				allowed_mentions: body.allowed_mentions,
				// No other can be set afterwards.
				flags: Number(body.flags ?? 0) & SUPPRESS_EMBEDS,
			},
		};
		return threadId ? inThread(changed, threadId) : changed;
	},

	instead(request, code) {
		if (code !== NEEDS_A_THREAD || hasThreadName(request)) return undefined;
		return { ...request, body: { ...request.body, thread_name: nameOf(request) } };
	},
};

function inThread(request: RobotRequest, threadId: string): RobotRequest {
	const { thread_name: _, ...body } = bodyOf(request);
	return { ...request, qs: { ...request.qs, thread_id: threadId }, body };
}

/** What the message is about: its title. */
function nameOf(request: RobotRequest): string {
	const { embeds, content } = bodyOf(request);
	const [{ title = undefined } = {}] = (embeds ?? []) as Array<{ title?: unknown }>;
	const [firstLine] = textOf(title ?? content).split('\n');
	const plain = inOneLine(firstLine).replaceAll(/^[\s*#_]+|[\s*_]+$/g, '');
	return shortened(plain, limits.THREAD_NAME) || '…';
}

const hasThreadName = (request: RobotRequest) => bodyOf(request).thread_name !== undefined;

function partsOf(messageId: string): { id: string; threadId?: string } {
	const [id, threadId] = messageId.split(' ');
	return { id, threadId };
}

const bodyOf = ({ body }: { body?: object }) => ({ ...body }) as Record<string, unknown>;
