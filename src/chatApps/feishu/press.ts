import { isOfAnother } from '../guest';
import type { ChatPress } from '../incoming';
import { idAt, textAt } from '../json';

/**
 * A button of ours that was pressed ("card.action.trigger", open.feishu.cn);
 * undefined of anything else. Feishu takes objects as the value of a button.
 */
export function pressIn(event: unknown): ChatPress | undefined {
	if (idAt(event, 'header', 'event_type') !== 'card.action.trigger') return undefined;
	const id = idAt(event, 'header', 'event_id');
	const user = idAt(event, 'event', 'operator', 'open_id');
	const message =
		idAt(event, 'event', 'context', 'open_message_id') || idAt(event, 'event', 'open_message_id');
	const chat =
		idAt(event, 'event', 'context', 'open_chat_id') || idAt(event, 'event', 'open_chat_id');
	const value = textAt(event, 'event', 'action', 'value', 't');
	if ([id, user, message, chat, value].includes('')) return undefined;
	return {
		kind: 'press',
		id: `press ${id}`,
		chat,
		message,
		value,
		by: {
			id: user,
			name: textAt(event, 'event', 'operator', 'name') || null,
			isGuest: isOfAnotherTenant(event, idAt(event, 'event', 'operator', 'tenant_key')),
		},
	};
}

export function isOfAnotherTenant(event: unknown, theirs: string): boolean {
	return isOfAnother(theirs, idAt(event, 'header', 'tenant_key'));
}
