/** Where WeCom's robots live; a private deployment has a host of its own. */
export const WECOM_BASE_URL = 'https://qyapi.weixin.qq.com';

export interface WebhookAddress {
	baseUrl: string;
	key: string;
}

/**
 * Understands what people paste: the robot's key alone, or its whole URL
 * (`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…`).
 *
 * @throws {Error} in words for the person who pasted it, without repeating the secret.
 */
export function weComAddress(keyOrUrl: string, baseUrl: string = WECOM_BASE_URL): WebhookAddress {
	const pasted = keyOrUrl.trim();
	if (!pasted.includes('/')) {
		if (pasted !== '' && !/[\s?&=]/.test(pasted)) {
			return { baseUrl: baseUrl.trim().replace(/\/+$/, ''), key: pasted };
		}
	} else if (URL.canParse(pasted)) {
		const url = new URL(pasted);
		const key = url.searchParams.get('key');
		const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
		if (key && isWeb) return { baseUrl: url.origin, key };
	}
	throw new Error(
		'The WeCom Robot credential has neither a key nor a webhook URL with "key=". Copy the Webhook URL of the robot: group > ⋯ > Group Robots (群机器人) > the robot.',
	);
}
