import { isOfAnother } from '../guest';
import type { ChatWord } from '../incoming';
import { at, idAt, textAt } from '../json';

/** A text that somebody wrote to the robot ("接收消息", developerpedia); undefined of anything else. */
export function wordIn(data: unknown): ChatWord | undefined {
	const staff = idAt(data, 'senderStaffId');
	const user = staff || idAt(data, 'senderId');
	const message = idAt(data, 'msgId');
	const chat = idAt(data, 'conversationId');
	if ([user, message, chat].includes('') || idAt(data, 'msgtype') !== 'text') return undefined;
	const quoted = at(data, 'text', 'repliedMsg');
	return {
		kind: 'word',
		id: `word ${message}`,
		chat,
		message,
		isToApp: true,
		text: textAt(data, 'text', 'content').trim(),
		repliesTo: [...new Set([idAt(data, 'originalMsgId'), idAt(quoted, 'msgId')])].filter(
			(id) => id !== '',
		),
		quoted: textAt(quoted, 'content', 'text') || textAt(quoted, 'content') || null,
		by: {
			id: user,
			name: textAt(data, 'senderNick') || null,
			// Who is not on the staff has no id of it.
			isGuest: staff === '' || isOfAnother(idAt(data, 'senderCorpId'), idAt(data, 'chatbotCorpId')),
		},
	};
}
