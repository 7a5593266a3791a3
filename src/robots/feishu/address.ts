import { baseUrlOf, webAddressIn, type CredentialFields } from '../credential';
import { signingRobotsOf, type SigningRobot } from '../severalRobots';

/** Where custom bots live: Feishu in China, Lark everywhere else; a private deployment has a host of its own. */
export const FEISHU_BASE_URL = 'https://open.feishu.cn';
export const LARK_BASE_URL = 'https://open.larksuite.com';

const HOOK_PATH = '/open-apis/bot/v2/hook';

export interface FeishuAddress {
	baseUrl: string;
	/** The path of the hook, which has the token in it. */
	path: string;
	token: string;
}

/** The bots that a credential names. @throws {Error} like `feishuAddress`. */
export function feishuBotsOf(fields: CredentialFields): Array<SigningRobot<FeishuAddress>> {
	return signingRobotsOf(fields, feishuAddress);
}

/**
 * Understands what people paste: the bot's token alone, or its whole URL
 * (`https://open.feishu.cn/open-apis/bot/v2/hook/…`).
 *
 * @param region base URL for a token alone.
 * @param baseUrl wins over the region and over that of a pasted URL.
 * @throws {Error} in words for the person who pasted it, without repeating the secret.
 */
export function feishuAddress(
	tokenOrUrl: string,
	region?: string,
	baseUrl?: string,
): FeishuAddress {
	const pasted = tokenOrUrl.trim();
	if (pasted.includes('/flow/')) {
		throw new Error(
			'This is the address of a Feishu flow (机器人助手), not of a custom bot. Add a custom bot (自定义机器人) to the group and copy its Webhook address.',
		);
	}
	if (/^[\w-]+$/.test(pasted)) return addressOf(baseUrl || region || FEISHU_BASE_URL, pasted);
	const url = webAddressIn(pasted);
	const known = url && /\/open-apis\/bot\/v2\/hook\/([\w-]+)\/?$/.exec(url.pathname);
	if (url && known) return addressOf(baseUrl || baseUrlOf(url, known), known[1]);
	if (url && /\/bot\/hook\//.test(url.pathname)) {
		throw new Error(
			'This is the address of a first-generation bot, which accepts only plain text. Remove it from the group, add a new custom bot and copy its Webhook address, which contains /bot/v2/hook/.',
		);
	}
	throw new Error(
		'The Feishu Robot credential has neither a token nor a webhook address with "/open-apis/bot/v2/hook/". Copy the Webhook address of the bot: group > Settings > Bots (群机器人) > the custom bot.',
	);
}

function addressOf(baseUrl: string, token: string): FeishuAddress {
	return { baseUrl, path: `${HOOK_PATH}/${token}`, token };
}
