import { isOfAnother } from '../guest';
import type { ChatWord } from '../incoming';
import { at, idAt, jsonIn, numberAt, textAt } from '../json';

/** Of a group, where `1` is a chat with the robot alone. */
const GROUP = '2';
/** Parts of a rich text that are looked at: an answer is a word. */
const MOST_PARTS = 100;

/** A text that somebody wrote to the robot ("接收消息", developerpedia); undefined of anything else. */
export function wordIn(data: unknown): ChatWord | undefined {
	const staff = idAt(data, 'senderStaffId');
	const user = staff || idAt(data, 'senderId');
	const message = idAt(data, 'msgId');
	const chat = idAt(data, 'conversationId');
	const text = writtenIn(data);
	if ([user, message, chat].includes('') || text === undefined) return undefined;
	const quoted =
		at(data, 'text', 'repliedMsg') ?? at(data, 'content', 'repliedMsg') ?? at(data, 'repliedMsg');
	const name = textAt(data, 'senderNick').trim() || null;
	return {
		kind: 'word',
		id: `word ${message}`,
		chat,
		message,
		isToApp: true,
		text: text.trim(),
		repliesTo: [
			...new Set([
				// What the API answered when it was sent.
				idAt(data, 'originalProcessQueryKey'),
				idAt(data, 'originalMsgId'),
				idAt(quoted, 'msgId'),
			]),
		].filter((id) => id !== ''),
		quoted: quotedIn(at(quoted, 'content')),
		by: {
			id: user,
			name,
			// Who is not on the staff has no id of it.
			isGuest: staff === '' || isOfAnother(idAt(data, 'senderCorpId'), idAt(data, 'chatbotCorpId')),
			isComplete: true,
		},
		...replyAtOf(data),
		...(idAt(data, 'conversationType') === GROUP
			? { knownChat: { id: chat, title: textAt(data, 'conversationTitle').trim() || null } }
			: {}),
	};
}

/** Undefined of what is no text: a picture, a file. */
function writtenIn(data: unknown): string | undefined {
	switch (idAt(data, 'msgtype')) {
		case 'text':
			return textAt(data, 'text', 'content');
		case 'richText':
			return richTextIn(at(data, 'content'));
		case 'reply':
			return textAt(data, 'content', 'text') || textAt(data, 'content');
		default:
			return undefined;
	}
}

/** The parts have another name for what they say where they are quoted. Undefined where there are none. */
function richTextIn(content: unknown): string | undefined {
	const parts = at(content, 'richText');
	if (!Array.isArray(parts)) return undefined;
	return parts
		.slice(0, MOST_PARTS)
		.map((part) => textAt(part, 'text') || textAt(part, 'content'))
		.join('');
}

/** What was quoted comes as a text, as an object, or as JSON of one; of a card its variables do, if anything. */
function quotedIn(content: unknown): string | null {
	const read = typeof content === 'string' ? (jsonIn(content) ?? content) : content;
	if (typeof read === 'string') return textAt({ read }, 'read') || null;
	const variables = at(read, 'cardData', 'cardParamMap');
	const parts = [
		textAt(read, 'title'),
		textAt(read, 'text'),
		textAt(read, 'content'),
		richTextIn(read) ?? '',
		textAt(variables, 'title'),
		textAt(variables, 'content'),
	].filter((part) => part !== '');
	return parts.length === 0 ? null : parts.join('\n');
}

/** "sessionWebhook", which is longer than an id. */
function replyAtOf(data: unknown): Pick<ChatWord, 'replyAt'> {
	const url = textAt(data, 'sessionWebhook');
	const until = numberAt(data, 'sessionWebhookExpiredTime');
	return url === '' || until === undefined ? {} : { replyAt: { to: url, until } };
}
