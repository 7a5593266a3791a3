import { discordWebhooksOf } from './address';
import { readDiscordResponse } from './response';
import { discordNotification, discordStyles } from './notification';
import { discord } from './platform';
import type { RobotItem } from '../design/item';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import * as limits from './limits';
import { discordMentioning } from './mentions';
import { ExplainedError } from '../../explainedError';
import { shortened } from '../../text/characters';
import { inOneLine } from '../../text/utf8';
import { mentionsOf, messagesOf } from './parameters';
import { discordThreads } from './threads';

/** What the Discord robot does. */
export const discordRobot: RobotDesign = {
	access: async (node) =>
		await node.credential('discordRobotApi', (fields) => {
			const webhooks = discordWebhooksOf(fields);
			return {
				platform: discord,
				addresses: webhooks.map(({ baseUrl, path }) => baseUrl + path),
				secrets: webhooks.flatMap(({ path, token }) => [path, token]),
				// The path is the address of the webhook, which its credential adds.
				request: {},
			};
		}),

	/** Without `wait` Discord does not say whether it took the message, and without `with_components` it leaves buttons out. */
	request(item) {
		const threadId = threadIdOf(item);
		return {
			...item.access.request,
			qs: { wait: true, with_components: true, ...(threadId ? { thread_id: threadId } : {}) },
		};
	},

	threads: (item) =>
		item.option('oneThread', false) || item.optionText('threadName') !== ''
			? discordThreads
			: undefined,

	mentioning: discordMentioning,

	async messages(item) {
		const envelope = envelopeOf(item);
		return (await messagesOf(item)).map((body) => inEnvelope(body, envelope));
	},

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', discordStyles, 'embed');
		const options = { style, language, whenTooLong, mentions: mentionsOf(item) };
		const envelope = envelopeOf(item);
		return {
			options: [options, envelope],
			write: (notification, place) =>
				discordNotification(
					notification,
					optionsAt(notification, place, options, discordMentioning),
				).map((body) => inEnvelope(body, envelope)),
		};
	},
};

/** "Message Flags": SUPPRESS_NOTIFICATIONS. */
const SILENT = 1 << 12;

/** What goes with every message: by which name and picture, in a post of its own, and whether anybody hears it. */
interface Envelope {
	sender: Record<string, string>;
	isSilent: boolean;
}

function envelopeOf(item: RobotItem): Envelope {
	const username = item.optionText('username');
	const avatarUrl = item.optionText('avatarUrl');
	const threadName = inOneLine(item.optionText('threadName'));
	return {
		sender: {
			...(username ? { username } : {}),
			...(avatarUrl ? { avatar_url: avatarUrl } : {}),
			...(threadName ? { thread_name: shortened(threadName, limits.THREAD_NAME) } : {}),
		},
		isSilent: item.option('isSilent', false),
	};
}

function inEnvelope(body: { flags?: number }, { sender, isSilent }: Envelope): object {
	const { flags = 0 } = body;
	return { ...sender, ...body, ...(isSilent ? { flags: flags | SILENT } : {}) };
}

/** Of the item; the credential adds that of its URL, except where a message begins a thread. @throws {ExplainedError} */
function threadIdOf(item: RobotItem): string {
	const threadId = item.optionText('threadId');
	if (threadId === '' || item.optionText('threadName') === '') return threadId;
	throw new ExplainedError(
		'There is a thread ID and a thread name',
		'Leave one of them empty: a message goes to a thread, or begins a new one.',
	);
}

/** "Get Webhook with Token" posts nothing: it answers what webhook this is. */
export const discordCredentialTest: CredentialTest = {
	platform: 'Discord',
	requests: (fields) =>
		discordWebhooksOf(fields).map(({ baseUrl, path, token }) => ({
			method: 'GET',
			uri: baseUrl + path,
			secrets: [path, token],
		})),
	verdict: readDiscordResponse,
};
