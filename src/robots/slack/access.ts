import { entered, type CredentialFields } from '../credential';
import type { RobotAccess, RobotNode } from '../design/access';
import { slackApiOf, slackWebhooksOf } from './address';
import { slackBot, slackWebhook } from './platform';

export interface SlackAccess extends RobotAccess {
	/** A bot writes to any channel, and can do more than send; a webhook has its channel. */
	isBot: boolean;
	/** API and token of a bot; empty for a webhook. */
	account: string;
	/** What this execution has asked for: member IDs by e-mail addresses, and channels to write to members. */
	asked: Map<string, Promise<string>>;
}

/** Asks Slack for something once in an execution, whatever the answer. */
export async function askedOnce(
	{ asked }: SlackAccess,
	question: string,
	ask: () => Promise<string>,
): Promise<string> {
	const answer = asked.get(question) ?? ask();
	asked.set(question, answer);
	return await answer;
}

/** How the node reaches Slack. */
export async function slackAccess(node: RobotNode): Promise<SlackAccess> {
	if (node.text('authentication') !== 'bot') {
		return await node.credential('slackWebhookApi', webhookOf);
	}
	const channel = node.text('channel').trim();
	return await node.credential('slackBotApi', (fields) => botOf(fields, channel));
}

function webhookOf(fields: CredentialFields): Omit<SlackAccess, 'credentialType'> {
	const webhooks = slackWebhooksOf(fields);
	return {
		isBot: false,
		account: '',
		asked: new Map(),
		platform: slackWebhook,
		addresses: webhooks.map(({ baseUrl, path }) => baseUrl + path),
		secrets: webhooks.flatMap(({ path }) => secretsOfWebhook(path)),
		// The path is the address of the webhook, which its credential adds.
		request: {},
	};
}

/** A bot's limit is counted for each channel. */
function botOf(fields: CredentialFields, channel: string): Omit<SlackAccess, 'credentialType'> {
	const token = entered(fields, 'token');
	const account = `${slackApiOf(fields)} ${token}`;
	return {
		isBot: true,
		account,
		asked: new Map(),
		platform: slackBot,
		addresses: [`${account} ${channel}`],
		secrets: [token],
		request: { url: '/chat.postMessage' },
	};
}

/** Team and service in the path are known to everybody who is there; behind them is the secret. */
export function secretsOfWebhook(path: string): string[] {
	const parts = path.split('/');
	return [parts.slice(-3).join('/'), ...parts.slice(-1)];
}
