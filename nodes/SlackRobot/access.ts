import type { IExecuteFunctions } from 'n8n-workflow';

import { entered } from '../../src/robots/credential';
import { slackApiOf, slackWebhookOf } from '../../src/robots/slack/address';
import { slackBot, slackWebhook } from '../../src/robots/slack/platform';
import { textOf } from '../../src/robots/values';
import { accessBy } from '../shared/robot/robotNode';
import type { RobotAccess } from '../shared/robot/robotSession';

export interface SlackAccess extends RobotAccess {
	/** A bot writes to any channel, and can do more than send; a webhook has its channel. */
	isBot: boolean;
	/** API and token of a bot; empty for a webhook. */
	account: string;
	/** Member IDs that this execution has asked for, by their e-mail addresses. */
	asked: Map<string, Promise<string>>;
}

/** How the node reaches Slack. A bot's limit is counted for each channel. */
export async function slackAccess(node: IExecuteFunctions): Promise<SlackAccess> {
	if (node.getNodeParameter('authentication', 0, 'webhook') !== 'bot') {
		return await accessBy(node, 'slackWebhookApi', (fields) => {
			const { baseUrl, path } = slackWebhookOf(fields);
			return {
				isBot: false,
				account: '',
				asked: new Map(),
				platform: slackWebhook,
				address: baseUrl + path,
				secrets: secretsOfWebhook(path),
				request: { url: path },
			};
		});
	}
	const channel = textOf(node.getNodeParameter('channel', 0, '')).trim();
	return await accessBy(node, 'slackBotApi', (fields) => {
		const token = entered(fields, 'token');
		const account = `${slackApiOf(fields)} ${token}`;
		return {
			isBot: true,
			account,
			asked: new Map(),
			platform: slackBot,
			address: `${account} ${channel}`,
			secrets: [token],
			request: { url: '/chat.postMessage' },
		};
	});
}

/** Team and service in the path are known to everybody who is there; behind them is the secret. */
export function secretsOfWebhook(path: string): string[] {
	const parts = path.split('/');
	return [parts.slice(-3).join('/'), ...parts.slice(-1)];
}
