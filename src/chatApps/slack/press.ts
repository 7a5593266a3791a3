import { isOfAnother } from '../guest';
import type { ChatPress } from '../incoming';
import { at, idAt, textAt } from '../json';

/** A button of ours that was pressed ("block_actions payloads", docs.slack.dev); undefined of anything else. */
export function pressIn(payload: unknown): ChatPress | undefined {
	if (idAt(payload, 'type') !== 'block_actions') return undefined;
	const action = at(payload, 'actions', 0);
	const value = textAt(action, 'value');
	const user = idAt(payload, 'user', 'id');
	const chat = idAt(payload, 'channel', 'id') || idAt(payload, 'container', 'channel_id');
	const message = idAt(payload, 'container', 'message_ts') || idAt(payload, 'message', 'ts');
	// A button that is a link has no value, and Slack tells of it all the same.
	if ([value, user, chat, message].includes('')) return undefined;
	return {
		kind: 'press',
		// Slack gives a press no id; the same person cannot press the same button twice at once.
		id: ['press', user, chat, message, idAt(action, 'action_ts')].join(' '),
		chat,
		message,
		value,
		by: {
			id: user,
			name: textAt(payload, 'user', 'name') || textAt(payload, 'user', 'username') || null,
			// Shared channels ("Slack Connect"); in an Enterprise organization people may belong to it as a whole.
			isGuest: isOfAnother(
				idAt(payload, 'user', 'team_id'),
				idAt(payload, 'team', 'id'),
				idAt(payload, 'enterprise', 'id'),
			),
		},
	};
}
