import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { SLACK_API_BASE_URL, slackWebhookUrl } from '../../src/robots/slack/address';
import { slackBot, slackWebhook } from '../../src/robots/slack/platform';
import { textOf } from '../../src/robots/values';
import type { RobotAccess } from '../shared/robot/robotSession';

export interface SlackAccess extends RobotAccess {
	isBot: boolean;
	/** The channel that a bot writes to; a webhook has its own. */
	channel?: string;
}

/** How the node reaches Slack. A bot's limit is counted for each channel. */
export async function slackAccess(node: IExecuteFunctions): Promise<SlackAccess> {
	return node.getNodeParameter('authentication', 0, 'webhook') === 'bot'
		? await botAccess(node)
		: await webhookAccess(node);
}

async function webhookAccess(node: IExecuteFunctions): Promise<SlackAccess> {
	const { url, baseUrl } = await node.getCredentials<{ url?: string; baseUrl?: string }>(
		'slackWebhookApi',
	);
	try {
		const webhook = slackWebhookUrl(url ?? '', baseUrl || undefined);
		return {
			isBot: false,
			platform: slackWebhook,
			credentialType: 'slackWebhookApi',
			address: webhook.baseUrl + webhook.path,
			secrets: [webhook.path, ...webhook.path.split('/').slice(-1)],
			request: { url: webhook.path },
		};
	} catch (error) {
		throw new NodeOperationError(node.getNode(), error as Error);
	}
}

async function botAccess(node: IExecuteFunctions): Promise<SlackAccess> {
	const { token = '', baseUrl } = await node.getCredentials<{ token?: string; baseUrl?: string }>(
		'slackBotApi',
	);
	const channel = textOf(node.getNodeParameter('channel', 0, '')).trim();
	return {
		isBot: true,
		channel,
		platform: slackBot,
		credentialType: 'slackBotApi',
		address: `${baseUrl || SLACK_API_BASE_URL} ${token} ${channel}`,
		secrets: [token],
		request: { url: '/chat.postMessage' },
	};
}
