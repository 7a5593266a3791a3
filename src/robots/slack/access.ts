import { entered, type CredentialFields } from '../credential';
import type { RobotAccess, RobotNode } from '../design/access';
import { slackAppName } from '../../chatApps/slack/app';
import { slackApiOf, slackAppOf, slackWebhooksOf } from './address';
import { slackBot, slackWebhook } from './platform';

export interface SlackAccess extends RobotAccess {
	/** A bot writes to any channel, and can do more than send; a webhook has its channel. */
	isBot: boolean;
	/** Of a chat app, as its buttons are signed for it: people can answer its messages. */
	chatApp?: string;
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
	const channel = node.text('channel').trim();
	switch (node.text('authentication')) {
		case 'app':
			return await node.credential('slackAppApi', (fields) => appOf(fields, channel));
		case 'bot':
			return await node.credential('slackBotApi', (fields) =>
				botOf(fields, entered(fields, 'token'), channel),
			);
		default:
			return await node.credential('slackWebhookApi', webhookOf);
	}
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

/** The bot of an app whose answers come by Socket Mode. */
function appOf(fields: CredentialFields, channel: string): Omit<SlackAccess, 'credentialType'> {
	const { appToken, botToken } = slackAppOf(fields);
	const bot = botOf(fields, botToken, channel);
	return { ...bot, secrets: [...bot.secrets, appToken], chatApp: slackAppName(appToken) };
}

/** A bot's limit is counted for each channel. */
function botOf(
	fields: CredentialFields,
	token: string,
	channel: string,
): Omit<SlackAccess, 'credentialType'> {
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
