/** Where custom robots live; the international DingTalk and private deployments have hosts of their own. */
export const DINGTALK_BASE_URL = 'https://oapi.dingtalk.com';
export const DINGTALK_INTERNATIONAL_URL = 'https://oapi.dingtalk.io';

export interface DingTalkAddress {
	baseUrl: string;
	token: string;
}

/**
 * Understands what people paste: the robot's token alone, or its whole URL
 * (`https://oapi.dingtalk.com/robot/send?access_token=…`).
 *
 * @throws {Error} in words for the person who pasted it, without repeating the secret.
 */
export function dingTalkAddress(
	tokenOrUrl: string,
	baseUrl: string = DINGTALK_BASE_URL,
): DingTalkAddress {
	const pasted = tokenOrUrl.trim();
	if (!pasted.includes('/')) {
		if (/^[\w-]+$/.test(pasted)) {
			return { baseUrl: baseUrl.trim().replace(/\/+$/, '') || DINGTALK_BASE_URL, token: pasted };
		}
	} else if (URL.canParse(pasted)) {
		const { protocol, origin, searchParams } = new URL(pasted);
		const isWeb = protocol === 'https:' || protocol === 'http:';
		const token = searchParams.get('access_token');
		if (isWeb && token) return { baseUrl: origin, token };
	}
	throw new Error(
		'The DingTalk Robot credential has neither a token nor a webhook URL with "access_token=". Copy the Webhook of the robot: group > Settings > Bots (机器人) > the custom robot.',
	);
}
