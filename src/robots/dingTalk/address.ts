import type { DingTalkApp } from '../../chatApps/dingTalk/app';
import {
	baseUrlOf,
	entered,
	enteredBaseUrl,
	webAddressIn,
	withoutSlash,
	type CredentialFields,
} from '../credential';
import { signingRobotsOf, type SigningRobot } from '../severalRobots';

/** Where custom robots live; the international DingTalk and private deployments have hosts of their own. */
export const DINGTALK_BASE_URL = 'https://oapi.dingtalk.com';
export const DINGTALK_INTERNATIONAL_URL = 'https://oapi.dingtalk.io';

export const DINGTALK_SEND_PATH = '/robot/send';

/** Where the API of apps is. */
export const DINGTALK_API_URL = 'https://api.dingtalk.com';
export const DINGTALK_INTERNATIONAL_API_URL = 'https://api.dingtalk.io';

/** Where the cards of an app go. */
export const DINGTALK_CARD_PATH = '/v1.0/card/instances/createAndDeliver';
/** Where its other messages go. */
export const DINGTALK_GROUP_PATH = '/v1.0/robot/groupMessages/send';

export interface DingTalkAddress {
	baseUrl: string;
	token: string;
}

/** The robots that a credential names. @throws {Error} like `dingTalkAddress`. */
export function dingTalkRobotsOf(fields: CredentialFields): Array<SigningRobot<DingTalkAddress>> {
	return signingRobotsOf(fields, dingTalkAddress);
}

/** Where the API is, by the credential of an app. */
export function dingTalkApiOf(fields: CredentialFields): string {
	const region = withoutSlash(entered(fields, 'baseUrl'));
	return enteredBaseUrl(fields, 'customBaseUrl') || region || DINGTALK_API_URL;
}

const WHERE_BOTH_ARE =
	'Copy it at open-dev.dingtalk.com > the app > Credentials & Basic Information (凭证与基础信息).';

/** @throws {Error} in words for the person who pasted it, without repeating a secret. */
export function dingTalkAppOf(fields: CredentialFields): DingTalkApp {
	const clientId = entered(fields, 'clientId');
	const clientSecret = entered(fields, 'clientSecret');
	if (!/^[\w-]{1,128}$/.test(clientId)) {
		throw new Error(`The DingTalk App credential has no Client ID. ${WHERE_BOTH_ARE}`);
	}
	if (!/^[\x21-\x7e]+$/.test(clientSecret)) {
		throw new Error(`The DingTalk App credential has no Client Secret. ${WHERE_BOTH_ARE}`);
	}
	return { baseUrl: dingTalkApiOf(fields), clientId, clientSecret };
}

/** The template of cards with buttons, where one was entered. @throws {Error} in words for the person who entered it. */
export function dingTalkTemplateOf(fields: CredentialFields): string | undefined {
	const id = entered(fields, 'cardTemplateId');
	if (id === '') return undefined;
	if (/^[\w-]{1,120}\.schema$/.test(id)) return id;
	throw new Error(
		'The Card Template ID of the DingTalk App credential is none: it ends in .schema. Copy it from the list of templates at open-dev.dingtalk.com/fe/card, or leave the field empty.',
	);
}

/** The group that an app writes to, by its `openConversationId`. @throws {Error} in words for the person who entered it. */
export function dingTalkGroup(entry: string): string {
	const id = entry.trim();
	if (/^cid[\w+/=-]{1,250}$/.test(id)) return id;
	throw new Error(
		id === ''
			? 'Chat is empty. Publish a Chat Answer Trigger of the same app and write to the robot in the group (@robot hello). Then choose the group from the list.'
			: 'Chat is no ID of a DingTalk group. It begins with cid. Write to the robot in the group while a Chat Answer Trigger of the same app is published, and choose the group from the list.',
	);
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
