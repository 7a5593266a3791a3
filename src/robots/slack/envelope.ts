import type { RobotItem } from '../design/item';
import { ExplainedError } from '../../explainedError';
import type { SlackAccess } from './access';

/** What goes with every message: where to, and into which thread. */
export function envelopeOf(item: RobotItem<SlackAccess>): Record<string, unknown> {
	const { isBot } = item.access;
	const thread = item.optionText('threadTs');
	return {
		...(isBot ? { channel: channelOf(item) } : {}),
		...(thread ? { thread_ts: thread } : {}),
		...(thread && isBot && item.option('replyBroadcast', false) ? { reply_broadcast: true } : {}),
	};
}

export function channelOf(item: RobotItem<SlackAccess>): string {
	const channel = item.text('channel').trim();
	if (channel !== '') return channel;
	throw new ExplainedError(
		'The channel is empty',
		'Enter the ID of the channel (C…). Slack shows it at the bottom of the channel details.',
	);
}
