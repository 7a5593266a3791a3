import type { FeishuApp } from '../../chatApps/feishu/app';
import {
	baseUrlOf,
	entered,
	enteredBaseUrl,
	webAddressIn,
	withoutSlash,
	type CredentialFields,
} from '../credential';
import { signingRobotsOf, type SigningRobot } from '../severalRobots';

/** Where custom bots live: Feishu in China, Lark everywhere else; a private deployment has a host of its own. */
export const FEISHU_BASE_URL = 'https://open.feishu.cn';
export const LARK_BASE_URL = 'https://open.larksuite.com';

/** Where the messages of an app go. */
export const FEISHU_MESSAGES_PATH = '/open-apis/im/v1/messages';

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

/** Where the API is, by the credential of an app. */
export function feishuApiOf(fields: CredentialFields): string {
	const region = withoutSlash(entered(fields, 'baseUrl'));
	return enteredBaseUrl(fields, 'customBaseUrl') || region || FEISHU_BASE_URL;
}

/** @throws {Error} in words for the person who pasted it, without repeating a secret. */
export function feishuAppOf(fields: CredentialFields): FeishuApp {
	const appId = entered(fields, 'appId');
	const appSecret = entered(fields, 'appSecret');
	if (!/^cli_\w{1,64}$/.test(appId)) {
		throw new Error(
			'The Feishu App credential has no App ID. Copy it at open.feishu.cn/app (Lark: open.larksuite.com/app) > the app > Credentials & Basic Info (凭证与基础信息). It begins with cli_.',
		);
	}
	if (!/^[\x21-\x7e]+$/.test(appSecret)) {
		throw new Error(
			'The Feishu App credential has no App Secret. Copy it at open.feishu.cn/app (Lark: open.larksuite.com/app) > the app > Credentials & Basic Info (凭证与基础信息).',
		);
	}
	return { baseUrl: feishuApiOf(fields), appId, appSecret };
}

/** Where an app writes to, as the API names it ("发送消息", open.feishu.cn). */
export interface FeishuReceiver {
	type: 'chat_id' | 'open_id' | 'union_id' | 'email';
	id: string;
}

const RECEIVERS: ReadonlyArray<[form: RegExp, type: FeishuReceiver['type']]> = [
	[/^oc_\w{1,64}$/, 'chat_id'],
	[/^ou_\w{1,64}$/, 'open_id'],
	[/^on_\w{1,64}$/, 'union_id'],
	[/^[^\s@]{1,64}@[^\s@]{1,255}$/, 'email'],
];

/** @throws {Error} in words for the person who entered it. */
export function feishuReceiver(entry: string): FeishuReceiver {
	const id = entry.trim();
	const type = RECEIVERS.find(([form]) => form.test(id))?.[1];
	if (type) return { type, id };
	throw new Error(
		id === ''
			? 'Chat is empty. Enter the ID of the group, which begins with oc_. Feishu shows it at the end of the settings of the group.'
			: 'Chat is no ID of a group. It begins with oc_, and Feishu shows it at the end of the settings of the group. For a direct message, enter an Open ID (ou_…) or an email address.',
	);
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
