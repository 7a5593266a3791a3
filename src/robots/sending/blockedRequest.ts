import type { RobotFailure } from './response';
import { withCauses } from './withCauses';

/** The name of its error, or its words, in case the error was wrapped (n8n 2.41, `SsrfBlockedIpError`). */
const BLOCKED = /^SsrfBlocked|request was blocked because .* restricted/;

/**
 * A request that n8n itself did not let out: its SSRF protection
 * (`N8N_SSRF_PROTECTION_ENABLED`) keeps it from private networks. Undefined for any other error.
 */
export function blockedRequest(platform: string, error: unknown): RobotFailure | undefined {
	if (!isBlocked(error)) return undefined;
	return {
		ok: false,
		code: 'blocked',
		message: `n8n's SSRF protection blocked the request to ${platform}: add its address to N8N_SSRF_ALLOWED_IP_RANGES, or its host to N8N_SSRF_ALLOWED_HOSTNAMES`,
		description:
			'Nothing was sent. The Base URL of the credential leads to a private network, or to a host listed in N8N_SSRF_BLOCKED_HOSTNAMES. Ask whoever runs n8n to set these variables and restart it.',
		isTemporary: false,
	};
}

function isBlocked(error: unknown): boolean {
	for (const at of withCauses(error)) {
		const { name, message } = at as { name?: unknown; message?: unknown };
		if ([name, message].some((text) => typeof text === 'string' && BLOCKED.test(text))) return true;
	}
	return false;
}
