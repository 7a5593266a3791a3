import type { ChatWord, Incoming } from '../incoming';
import { at, idAt, textAt } from '../json';
import { chatIn, deliveryOf } from './press';

/** Pictures and texts of one message that are looked at: an answer is a word. */
const MOST_PARTS = 20;

/** What somebody wrote or said to the robot ("接收消息", path/101463), with its mention; undefined of anything else. */
export function wordIn(frame: unknown): ChatWord | undefined {
	const body = at(frame, 'body');
	const user = idAt(body, 'from', 'userid');
	const id = deliveryOf(frame);
	const text = textOf(body);
	if ([user, id].includes('') || text === undefined) return undefined;
	return {
		kind: 'word',
		id: `word ${id}`,
		...chatIn(body, user),
		message: id,
		isToApp: true,
		text: text.trim(),
		// A quotation has a text, and nothing by which its message is known.
		repliesTo: [],
		quoted: textOf(at(body, 'quote')) || null,
		replyAt: { to: idAt(frame, 'headers', 'req_id') },
		by: { id: user, name: null, isGuest: false },
	};
}

/** Without the mention of the robot: where its name has a blank in it, nobody else knows where that ends. @param name empty where it is not known. */
export function withoutMention<Said extends Incoming>(incoming: Said, name: string): Said {
	if (incoming.kind !== 'word' || name === '') return incoming;
	return { ...incoming, text: incoming.text.replaceAll(`@${name}`, ' ').trim() };
}

/** Undefined of what has none: a picture, a file. */
function textOf(message: unknown): string | undefined {
	switch (idAt(message, 'msgtype')) {
		case 'text':
			return textAt(message, 'text', 'content');
		case 'voice':
			// As WeCom has understood it.
			return textAt(message, 'voice', 'content');
		case 'mixed': {
			const parts = at(message, 'mixed', 'msg_item');
			if (!Array.isArray(parts)) return undefined;
			const texts = parts.slice(0, MOST_PARTS).map((part) => textAt(part, 'text', 'content'));
			return texts.filter((text) => text !== '').join(' ');
		}
		default:
			return undefined;
	}
}
