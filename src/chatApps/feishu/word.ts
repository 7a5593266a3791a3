import type { ChatWord } from '../incoming';
import { at, idAt, jsonIn, textAt } from '../json';
import { isOfAnotherTenant } from './press';

/** Whom a message can mention at a time, as far as it is looked at. */
const MOST_MENTIONS = 50;

/** Lines of a rich text, and parts of a line, that are looked at: an answer is a word. */
const MOST_PARTS = 100;

/**
 * A text that somebody wrote to the app, or in reply to something where the app
 * may read all of a group ("im.message.receive_v1", open.feishu.cn); undefined of
 * anything else.
 *
 * @param bot the app's own open id, by which people mention it; undefined where it is not known.
 */
export function wordIn(event: unknown, bot?: string): ChatWord | undefined {
	if (idAt(event, 'header', 'event_type') !== 'im.message.receive_v1') return undefined;
	const sender = at(event, 'event', 'sender');
	const message = at(event, 'event', 'message');
	const user = idAt(sender, 'sender_id', 'open_id');
	const id = idAt(message, 'message_id');
	const chat = idAt(message, 'chat_id');
	if ([user, id, chat].includes('') || !['', 'user'].includes(idAt(sender, 'sender_type'))) {
		return undefined;
	}
	const written = textOf(message);
	if (written === undefined) return undefined;
	const mentions = mentionsOf(message);
	const replied = [idAt(message, 'parent_id'), idAt(message, 'root_id')];
	const repliesTo = [...new Set(replied)].filter((one) => one !== '');
	const isToApp = idAt(message, 'chat_type') === 'p2p' || isMentioned(bot, mentions);
	if (!isToApp && repliesTo.length === 0) return undefined;
	return {
		kind: 'word',
		id: `word ${id}`,
		chat,
		message: id,
		isToApp,
		text: withoutMentions(written, mentions),
		repliesTo,
		quoted: null,
		by: {
			id: user,
			name: null,
			isGuest: isOfAnotherTenant(event, idAt(sender, 'tenant_key')),
		},
	};
}

/** An app that may not read all of a group hears only of messages that mention it. */
function isMentioned(bot: string | undefined, mentions: unknown[]): boolean {
	if (bot === undefined) return mentions.length > 0;
	return mentions.some((mention) => idAt(mention, 'id', 'open_id') === bot);
}

/** Undefined of what is no text: a picture, a file, a card. */
function textOf(message: unknown): string | undefined {
	const content = jsonIn(textAt(message, 'content'));
	switch (idAt(message, 'message_type')) {
		case 'text':
			return textAt(content, 'text');
		case 'post':
			return [
				textAt(content, 'title'),
				...listAt(content, 'content').map((line) => listOf(line).map(partOf).join('')),
			].join('\n');
		default:
			return undefined;
	}
}

/**
 * Of a rich text: whom it mentions is told beside it. What is struck out, and a
 * picture that may deny it, are marked, as people mark them where they have only letters.
 */
function partOf(part: unknown): string {
	switch (idAt(part, 'tag')) {
		case 'at':
			return ' ';
		case 'emotion':
			return `[${idAt(part, 'emoji_type')}]`;
		default: {
			const text = textAt(part, 'text');
			const isStruckOut = listAt(part, 'style').includes('lineThrough');
			return isStruckOut && text.trim() !== '' ? `~${text}~` : text;
		}
	}
}

const listOf = (value: unknown) => (Array.isArray(value) ? value.slice(0, MOST_PARTS) : []);
const listAt = (value: unknown, name: string) => listOf(at(value, name));

const mentionsOf = (message: unknown) => listAt(message, 'mentions').slice(0, MOST_MENTIONS);

/** How an app writes whom it mentions, seen in what is delivered, too. */
const TAG = /<at [^<>]{1,200}>[^<>]{0,200}<\/at>/g;

/** Whom it mentions stands in it as `@_user_1`, and in a list beside it. */
function withoutMentions(text: string, mentions: unknown[]): string {
	let rest = text.replace(TAG, ' ');
	for (const mention of mentions) {
		const key = idAt(mention, 'key');
		if (/^@_user_\d{1,3}$/.test(key)) rest = rest.replace(new RegExp(`${key}(?!\\d)`, 'g'), ' ');
	}
	return rest.trim();
}
