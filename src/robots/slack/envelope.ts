import type { RobotItem } from '../design/item';
import { ExplainedError } from '../../explainedError';
import { webUrl } from '../markdown/webUrl';
import type { SlackAccess } from './access';
import { directChannelOf } from './directMessage';

/** What goes with every message: where to, into which thread, and by which name. */
export async function envelopeOf(item: RobotItem<SlackAccess>): Promise<Record<string, unknown>> {
	const { isBot } = item.access;
	const thread = item.optionText('threadTs');
	const username = item.optionText('username');
	return {
		...(isBot ? { channel: await channelOf(item) } : {}),
		...(thread ? { thread_ts: thread } : {}),
		...(thread && isBot && item.option('replyBroadcast', false) ? { reply_broadcast: true } : {}),
		...(username ? { username } : {}),
		...iconOf(item.optionText('icon')),
	};
}

/** The channel that was entered, or the one to write to whoever's e-mail address it is. */
export async function channelOf(item: RobotItem<SlackAccess>): Promise<string> {
	const channel = item.text('channel').trim();
	if (channel === '') {
		throw new ExplainedError(
			'The channel is empty',
			'Enter the ID of the channel (C…), or the email address of whom to write to. Slack shows the ID at the bottom of the channel details.',
		);
	}
	return channel.includes('@') ? await directChannelOf(channel, item) : channel;
}

function iconOf(icon: string): Record<string, string> {
	if (icon === '') return {};
	if (/^:[\w+'-]+:$/.test(icon)) return { icon_emoji: icon };
	const url = webUrl(icon);
	if (url !== undefined) return { icon_url: url };
	throw new ExplainedError(
		`"${icon}" is neither an emoji nor the address of a picture`,
		'Enter an emoji by its name, such as :bell:, or the address of a picture that begins with https://.',
	);
}
