import {
	entered,
	enteredBaseUrl,
	webAddressIn,
	withoutSlash,
	type CredentialFields,
} from '../credential';
import { robotsOf } from '../severalRobots';

/** Where incoming webhooks live; GovSlack has a host of its own. */
export const SLACK_HOOK_BASE_URL = 'https://hooks.slack.com';
export const SLACK_API_BASE_URL = 'https://slack.com/api';

/** The webhooks that a credential names. @throws {Error} like `slackWebhookUrl`. */
export function slackWebhooksOf(
	fields: CredentialFields,
): Array<{ baseUrl: string; path: string }> {
	const baseUrl = enteredBaseUrl(fields, 'baseUrl', SLACK_HOOK_BASE_URL);
	return robotsOf(fields, { address: 'url' }, ({ address }) => slackWebhookUrl(address, baseUrl));
}

/** Where the Web API is, by the credential of a bot. */
export function slackApiOf(fields: CredentialFields): string {
	return withoutSlash(entered(fields, 'baseUrl') || SLACK_API_BASE_URL);
}

/** What the credential of an app says. */
export interface SlackAppFields {
	/** Of the Web API, without a slash at its end. */
	baseUrl: string;
	/** `xoxb-…`. */
	botToken: string;
	/** `xapp-…`. */
	appToken: string;
}

/** @throws {Error} in words for the person who pasted them, without repeating a secret. */
export function slackAppOf(fields: CredentialFields): SlackAppFields {
	const botToken = entered(fields, 'botToken');
	const appToken = entered(fields, 'appToken');
	if (!botToken.startsWith('xoxb-')) {
		throw new Error(
			'The Slack App credential has no bot token. Copy the Bot User OAuth Token at api.slack.com/apps > the app > OAuth & Permissions. It begins with xoxb-.',
		);
	}
	if (!appToken.startsWith('xapp-')) {
		throw new Error(
			'The Slack App credential has no app-level token. Generate one with the scope connections:write at api.slack.com/apps > the app > Basic Information > App-Level Tokens. It begins with xapp-.',
		);
	}
	return { baseUrl: slackApiOf(fields), botToken, appToken };
}

/**
 * Understands what people paste: the whole URL of an incoming webhook
 * (`https://hooks.slack.com/services/T…/B…/…`) or what follows `/services/`.
 *
 * @param baseUrl wins over that of a pasted URL.
 * @throws {Error} in words for the person who pasted it, without repeating the secret.
 */
export function slackWebhookUrl(
	pastedUrl: string,
	baseUrl?: string,
): { baseUrl: string; path: string } {
	const pasted = pastedUrl.trim();
	const path = /^(?:\/?services\/)?(T\w+\/B\w+\/\w+)\/?$/.exec(pasted)?.[1];
	if (path) return { baseUrl: baseUrl || SLACK_HOOK_BASE_URL, path: `/services/${path}` };
	const url = webAddressIn(pasted);
	if (url && /^\/services\/[\w-]+\/[\w-]+\/[\w-]+\/?$/.test(url.pathname)) {
		return { baseUrl: baseUrl || url.origin, path: url.pathname.replace(/\/$/, '') };
	}
	if (url && /^\/(triggers|workflows)\//.test(url.pathname)) {
		throw new Error(
			'This is the address of a Slack workflow, which accepts variables, not messages. Create an incoming webhook of an app, or use a bot token.',
		);
	}
	throw new Error(
		'The Slack Webhook credential has no incoming webhook URL. Copy it at api.slack.com/apps > the app > Incoming Webhooks. It begins with https://hooks.slack.com/services/.',
	);
}
