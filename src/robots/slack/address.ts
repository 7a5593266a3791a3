/** Where incoming webhooks live; GovSlack has a host of its own. */
export const SLACK_HOOK_BASE_URL = 'https://hooks.slack.com';
export const SLACK_API_BASE_URL = 'https://slack.com/api';

/**
 * Understands what people paste: the whole URL of an incoming webhook
 * (`https://hooks.slack.com/services/T…/B…/…`) or what follows `/services/`.
 *
 * @throws {Error} in words for the person who pasted it, without repeating the secret.
 */
export function slackWebhookUrl(
	pastedUrl: string,
	baseUrl: string = SLACK_HOOK_BASE_URL,
): { baseUrl: string; path: string } {
	const pasted = pastedUrl.trim();
	const path = /^(?:\/?services\/)?(T\w+\/B\w+\/\w+)\/?$/.exec(pasted)?.[1];
	if (path) {
		return {
			baseUrl: baseUrl.trim().replace(/\/+$/, '') || SLACK_HOOK_BASE_URL,
			path: `/services/${path}`,
		};
	}
	if (URL.canParse(pasted)) {
		const { protocol, origin, pathname } = new URL(pasted);
		const isWeb = protocol === 'https:' || protocol === 'http:';
		if (isWeb && /^\/services\/[\w-]+\/[\w-]+\/[\w-]+\/?$/.test(pathname)) {
			return { baseUrl: origin, path: pathname.replace(/\/$/, '') };
		}
		if (/^\/(triggers|workflows)\//.test(pathname)) {
			throw new Error(
				'This is the address of a Slack workflow, which takes variables instead of messages. Create an incoming webhook of an app, or use a bot token.',
			);
		}
	}
	throw new Error(
		'The Slack Webhook credential has no incoming webhook URL. Copy it at api.slack.com/apps > the app > Incoming Webhooks; it begins with https://hooks.slack.com/services/.',
	);
}
