import type { ChatWord } from '../incoming';
import { at, idAt, jsonIn, textAt } from '../json';
import { isOfAnotherTenant } from './press';

/** Whom a message can mention at a time, as far as it is looked at. */
const MOST_MENTIONS = 50;

/** A text that somebody wrote to the app ("im.message.receive_v1", open.feishu.cn); undefined of anything else. */
export function wordIn(event: unknown): ChatWord | undefined {
	if (idAt(event, 'header', 'event_type') !== 'im.message.receive_v1') return undefined;
	const sender = at(event, 'event', 'sender');
	const message = at(event, 'event', 'message');
	const user = idAt(sender, 'sender_id', 'open_id');
	const id = idAt(message, 'message_id');
	const chat = idAt(message, 'chat_id');
	if ([user, id, chat].includes('') || idAt(sender, 'sender_type') === 'app') return undefined;
	if (idAt(message, 'message_type') !== 'text') return undefined;
	return {
		kind: 'word',
		id: `word ${id}`,
		chat,
		message: id,
		isToApp: true,
		text: textOf(message),
		repliesTo: [...new Set([idAt(message, 'parent_id'), idAt(message, 'root_id')])].filter(
			(one) => one !== '',
		),
		quoted: null,
		by: {
			id: user,
			name: null,
			isGuest: isOfAnotherTenant(event, idAt(sender, 'tenant_key')),
		},
	};
}

/** Whom it mentions stands in it as `@_user_1`, and in a list beside it. */
function textOf(message: unknown): string {
	let text = textAt(jsonIn(textAt(message, 'content')), 'text');
	const mentions = at(message, 'mentions');
	for (const mention of Array.isArray(mentions) ? mentions.slice(0, MOST_MENTIONS) : []) {
		const key = idAt(mention, 'key');
		if (/^@_user_\d{1,3}$/.test(key)) text = text.replace(new RegExp(`${key}(?!\\d)`, 'g'), ' ');
	}
	return text.trim();
}
