import { baseUrlOf, enteredBaseUrl, webAddressIn, type CredentialFields } from '../credential';
import { robotsOf } from '../severalRobots';

/** Where WeCom's robots live; a private deployment has a host of its own. */
export const WECOM_BASE_URL = 'https://qyapi.weixin.qq.com';

/** "群机器人配置说明", path 91770. */
export const WECOM_SEND_PATH = '/cgi-bin/webhook/send';
export const WECOM_UPLOAD_PATH = '/cgi-bin/webhook/upload_media';

export interface WebhookAddress {
	baseUrl: string;
	key: string;
}

/** The robots that a credential names. @throws {Error} like `weComAddress`. */
export function weComRobotsOf(fields: CredentialFields): WebhookAddress[] {
	const baseUrl = enteredBaseUrl(fields, 'baseUrl', WECOM_BASE_URL);
	return robotsOf(fields, { address: 'key' }, ({ address }) => weComAddress(address, baseUrl));
}

/**
 * Understands what people paste: the robot's key alone, or its whole URL
 * (`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…`).
 *
 * @param baseUrl wins over that of a pasted URL.
 * @throws {Error} in words for the person who pasted it, without repeating the secret.
 */
export function weComAddress(keyOrUrl: string, baseUrl?: string): WebhookAddress {
	const pasted = keyOrUrl.trim();
	if (/^[^\s?&=/]+$/.test(pasted)) return { baseUrl: baseUrl || WECOM_BASE_URL, key: pasted };
	const url = webAddressIn(pasted);
	const key = url?.searchParams.get('key');
	const known = url && /\/cgi-bin\/webhook\/(?:send|upload_media)\/?$/.exec(url.pathname);
	if (url && key && known) return { baseUrl: baseUrl || baseUrlOf(url, known), key };
	if (url && key) {
		throw new Error(
			`The webhook URL of the WeCom Robot credential does not point to ${WECOM_SEND_PATH}. Copy the Webhook URL of the robot again. The path of a proxy goes before ${WECOM_SEND_PATH}.`,
		);
	}
	throw new Error(
		'The WeCom Robot credential has neither a key nor a webhook URL with "key=". Copy the Webhook URL of the robot: group > ⋯ > Group Robots (群机器人) > the robot.',
	);
}
