import { enteredBaseUrl, webAddressIn, type CredentialFields } from '../credential';
import { robotsOf } from '../severalRobots';

export const DISCORD_BASE_URL = 'https://discord.com';

/** Version 6 answers where none is named, and is deprecated ("API Reference", API Versions). */
const WEBHOOKS = '/api/v10/webhooks';

export interface DiscordAddress {
	baseUrl: string;
	/** The path of the webhook, which has its token in it. */
	path: string;
	token: string;
	/** Of a URL that was copied with `?thread_id=`. */
	threadId?: string;
}

/** The webhooks that a credential names. @throws {Error} like `discordAddress`. */
export function discordWebhooksOf(fields: CredentialFields): DiscordAddress[] {
	const baseUrl = enteredBaseUrl(fields, 'baseUrl', DISCORD_BASE_URL);
	return robotsOf(fields, { address: 'webhook' }, ({ address }) =>
		discordAddress(address, baseUrl),
	);
}

/**
 * Understands what people paste: the whole URL of a webhook
 * (`https://discord.com/api/webhooks/…/…`, also of another version, of a test
 * client, or its Slack and GitHub variants) or what follows `/webhooks/`.
 *
 * @param baseUrl wins over that of a pasted URL.
 * @throws {Error} in words for the person who pasted it, without repeating the secret.
 */
export function discordAddress(pastedUrl: string, baseUrl?: string): DiscordAddress {
	const pasted = pastedUrl.trim();
	const bare = /^(\d{5,25})\/([\w-]+)$/.exec(pasted);
	if (bare) return addressOf(baseUrl || DISCORD_BASE_URL, bare);
	const url = webAddressIn(pasted);
	const inUrl =
		url &&
		/^\/api(?:\/v\d+)?\/webhooks\/(\d{5,25})\/([\w-]+)(?:\/(?:slack|github))?\/?$/.exec(
			url.pathname,
		);
	if (!url || !inUrl) {
		throw new Error(
			'The Discord Robot credential has no webhook URL. Copy it in Discord: the channel > Edit Channel > Integrations > Webhooks > Copy Webhook URL. It begins with https://discord.com/api/webhooks/.',
		);
	}
	const threadId = url.searchParams.get('thread_id') ?? undefined;
	return { ...addressOf(baseUrl || url.origin, inUrl), ...(threadId ? { threadId } : {}) };
}

function addressOf(baseUrl: string, [, id, token]: RegExpExecArray): DiscordAddress {
	return { baseUrl, path: `${WEBHOOKS}/${id}/${token}`, token };
}
