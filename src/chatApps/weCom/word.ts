import type { ChatWord } from '../incoming';
import { at, idAt, textAt } from '../json';

/**
 * A text that somebody wrote to the robot ("接收消息", path/101463); undefined of anything else.
 *
 * @param name of the robot: with a blank in it nobody else knows where the mention ends.
 */
export function wordIn(frame: unknown, name: string): ChatWord | undefined {
	const body = at(frame, 'body');
	const user = idAt(body, 'from', 'userid');
	const id = idAt(body, 'msgid');
	if ([user, id].includes('') || idAt(body, 'msgtype') !== 'text') return undefined;
	const text = textAt(body, 'text', 'content');
	return {
		kind: 'word',
		id: `word ${id}`,
		chat: idAt(body, 'chatid') || user,
		message: id,
		isToApp: true,
		text: (name === '' ? text : text.replaceAll(`@${name}`, ' ')).trim(),
		// A quotation has a text, and nothing by which its message is known.
		repliesTo: [],
		quoted: textAt(body, 'quote', 'text', 'content') || null,
		by: { id: user, name: null, isGuest: false },
	};
}
