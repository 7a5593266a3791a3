import { createHmac } from 'node:crypto';

import type { Delivery } from './deliveries.mts';
import { giteeToken } from './gitee.mts';
import { signature } from './twtChat.mts';

/** A request as `undici` takes it. */
export interface Sending {
	method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	headers?: Record<string, string>;
	query?: Record<string, string>;
	body?: string | Buffer;
}

/** What a source adds to a delivery to prove that it is the sender, by the way that the trigger asks for. */
export function proven(
	{ source, authentication }: { source: string; authentication: string },
	delivery: Delivery,
	secret: string,
): Sending {
	const { headers, query, body } = delivery;
	const hmac = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
	const hubSignature = () => ({
		'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
	});
	const seconds = String(Math.floor(Date.now() / 1_000));
	const milliseconds = String(Date.now());
	const sign: Record<string, () => Record<string, string>> = {
		twtChat: () => ({ 'x-chat-signature': signature(body, secret) }),
		gitee: () => ({
			'x-gitee-timestamp': milliseconds,
			'x-gitee-token': giteeToken(milliseconds, secret),
		}),
		chatwoot: () => ({
			'x-chatwoot-timestamp': seconds,
			'x-chatwoot-signature': `sha256=${hmac(`${seconds}.${body}`)}`,
		}),
		gitea: () => ({ 'x-gitea-signature': hmac(body) }),
		github: () => ({ 'x-hub-signature-256': `sha256=${hmac(body)}` }),
		gitlab: () => ({ 'x-gitlab-token': secret }),
		intercom: hubSignature,
		zammad: hubSignature,
		zendesk: () => {
			const time = new Date().toISOString();
			const signature = createHmac('sha256', secret).update(`${time}${body}`).digest('base64');
			return {
				'x-zendesk-webhook-signature': signature,
				'x-zendesk-webhook-signature-timestamp': time,
			};
		},
		grafana: () => ({ 'x-grafana-alerting-signature': hmac(body) }),
	};
	switch (authentication) {
		case 'header':
			return {
				body,
				query,
				headers: { ...headers, 'x-webhook-secret': secret, authorization: `Bearer ${secret}` },
			};
		case 'query':
			return { body, headers, query: { ...query, secret } };
		default:
			return { body, query, headers: { ...lowerCase(headers), ...sign[source]() } };
	}
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
}
