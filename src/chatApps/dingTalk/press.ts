import { isOfAnother } from '../guest';
import type { ChatPress } from '../incoming';
import { at, idAt, jsonIn, textAt } from '../json';

/** Where a card is ("开放卡片场域", open.dingtalk.com): the space of a group has its conversation in it. */
export const GROUP_SPACE = 'dtv1.card//IM_GROUP.';

/** The same as others have seen it come: in small letters, with a colon, and shortened. */
const SPACE = /^dtv1\.card:?\/\/im(?:_group)?\./i;

/** What a button hands back: the value, and the group that its card was sent to, which DingTalk does not always name. */
export function buttonParameter(value: string, group: string): string {
	return `${value} ${group}`;
}

/**
 * A button of ours that was pressed ("事件回调",
 * open.dingtalk.com/document/orgapp/event-callback-card); undefined of anything else.
 *
 * @param id of the frame: the same when it is delivered again.
 * @param corp the organization of the robot; empty where it is not known.
 */
export function pressIn(data: unknown, id: string, corp = ''): ChatPress | undefined {
	const user = idAt(data, 'userId');
	const message = idAt(data, 'outTrackId');
	const [value, group = ''] = parameterIn(data).split(' ');
	const chat = idAt(data, 'spaceId').replace(SPACE, '') || group;
	if ([user, message, value].includes('')) return undefined;
	return {
		kind: 'press',
		id: `press ${id}`,
		chat,
		message,
		value,
		// "发起事件回调用户的企业 ID".
		by: { id: user, name: null, isGuest: isOfAnother(idAt(data, 'corpId'), corp) },
	};
}

/** The parameters are an object, or JSON of one, and in older documents stand one level higher. */
function parameterIn(data: unknown): string {
	const content = jsonIn(textAt(data, 'content')) ?? jsonIn(textAt(data, 'value'));
	const parameters = at(content, 'cardPrivateData', 'params') ?? at(content, 'params');
	const read = typeof parameters === 'string' ? jsonIn(parameters) : parameters;
	return textAt(read, 't');
}
