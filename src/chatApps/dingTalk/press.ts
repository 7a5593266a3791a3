import type { ChatPress } from '../incoming';
import { idAt, jsonIn, textAt } from '../json';

/** Where a card is ("开放卡片场域", open.dingtalk.com): the space of a group has its conversation in it. */
const GROUP = 'dtv1.card//IM_GROUP.';

/**
 * A button of ours that was pressed ("事件回调",
 * open.dingtalk.com/document/orgapp/event-callback-card); undefined of anything else.
 *
 * @param id of the frame: the same when it is delivered again.
 */
export function pressIn(data: unknown, id: string): ChatPress | undefined {
	const content = jsonIn(textAt(data, 'content'));
	const user = idAt(data, 'userId');
	const message = idAt(data, 'outTrackId');
	const chat = idAt(data, 'spaceId').replace(GROUP, '');
	const value = textAt(content, 'cardPrivateData', 'params', 't');
	if ([user, message, value].includes('')) return undefined;
	return {
		kind: 'press',
		id: `press ${id}`,
		chat,
		message,
		value,
		by: { id: user, name: null, isGuest: false },
	};
}
