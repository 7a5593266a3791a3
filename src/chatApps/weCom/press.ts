import type { ChatPress, Incoming } from '../incoming';
import { at, idAt, textAt } from '../json';

/** A button of ours that was pressed ("模板卡片事件", path/101027); undefined of any other event. */
export function pressIn(frame: unknown): ChatPress | undefined {
	const body = at(frame, 'body');
	const event = at(body, 'event');
	if (idAt(event, 'eventtype') !== 'template_card_event') return undefined;
	// The vendor's own types have both flat, which nobody has seen.
	const card = at(event, 'template_card_event') ?? event;
	const user = idAt(body, 'from', 'userid');
	const id = deliveryOf(frame);
	const value = textAt(card, 'event_key');
	const message = idAt(card, 'task_id');
	if ([user, id, value, message].includes('')) return undefined;
	return {
		kind: 'press',
		id: `press ${id}`,
		...chatIn(body, user),
		message,
		value,
		// It does not say who is of another company.
		by: { id: user, name: null, isGuest: false },
	};
}

/** The same when it is delivered again. */
export function deliveryOf(frame: unknown): string {
	return idAt(frame, 'body', 'msgid') || idAt(frame, 'headers', 'req_id');
}

/** Where somebody talks with the robot alone, it writes to them by their id, whatever id the chat has. */
export function chatIn(body: unknown, user: string): Pick<Incoming, 'chat' | 'knownChat'> {
	const chat = idAt(body, 'chattype') === 'single' ? user : idAt(body, 'chatid') || user;
	// It names no chats, and lets a robot write where somebody has written to it.
	return { chat, knownChat: { id: chat, title: null } };
}
