import { baseUrlOf, webAddressIn, type CredentialFields } from '../credential';
import { signingRobotsOf, type SigningRobot } from '../severalRobots';

/** Where custom robots live; the international DingTalk and private deployments have hosts of their own. */
export const DINGTALK_BASE_URL = 'https://oapi.dingtalk.com';
export const DINGTALK_INTERNATIONAL_URL = 'https://oapi.dingtalk.io';

export const DINGTALK_SEND_PATH = '/robot/send';

export interface DingTalkAddress {
	baseUrl: string;
	token: string;
}

/** The robots that a credential names. @throws {Error} like `dingTalkAddress`. */
export function dingTalkRobotsOf(fields: CredentialFields): Array<SigningRobot<DingTalkAddress>> {
	return signingRobotsOf(fields, dingTalkAddress);
}

/**
 * Understands what people paste: the robot's token alone, or its whole URL
 * (`https://oapi.dingtalk.com/robot/send?access_token=…`).
 *
 * @param region base URL for a token alone.
 * @param baseUrl wins over the region and over that of a pasted URL.
 * @throws {Error} in words for the person who pasted it, without repeating the secret.
 */
export function dingTalkAddress(
	tokenOrUrl: string,
	region?: string,
	baseUrl?: string,
): DingTalkAddress {
	const pasted = tokenOrUrl.trim();
	if (/^[\w-]+$/.test(pasted)) {
		return { baseUrl: baseUrl || region || DINGTALK_BASE_URL, token: pasted };
	}
	const url = webAddressIn(pasted);
	const token = url?.searchParams.get('access_token');
	const known = url && /\/robot\/send\/?$/.exec(url.pathname);
	if (url && token && known) return { baseUrl: baseUrl || baseUrlOf(url, known), token };
	if (url && token) {
		throw new Error(
			`The webhook URL of the DingTalk Robot credential does not point to ${DINGTALK_SEND_PATH}. Copy the Webhook of the robot again. The path of a proxy goes before ${DINGTALK_SEND_PATH}.`,
		);
	}
	throw new Error(
		'The DingTalk Robot credential has neither a token nor a webhook URL with "access_token=". Copy the Webhook of the robot: group > Settings > Bots (机器人) > the custom robot.',
	);
}
