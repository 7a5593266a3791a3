import type { Scrubber } from '../../secrets/scrubber';
import { shortened } from '../../text/characters';
import type { RobotFailure } from './response';
import { blockedRequest } from './blockedRequest';
import { withCauses } from './withCauses';

/** The request never left this machine, or was never accepted. */
const NEVER_SENT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENETDOWN',
]);
/** It was on its way, and no answer came. */
const UNKNOWN_OUTCOME = new Set([
	'ETIMEDOUT',
	'ESOCKETTIMEDOUT',
	'ECONNRESET',
	'ECONNABORTED',
	'EPIPE',
	'UND_ERR_SOCKET',
]);

/** Some errors have a whole page in their words. */
const LONGEST_WORDS = 1_000;

/** A request that failed without an answer. Its words may have the address in them, and headers. */
export function networkFailure(platform: string, error: unknown, scrubber: Scrubber): RobotFailure {
	const blocked = blockedRequest(platform, error);
	if (blocked) return blocked;
	const code = codeOf(error);
	const words = shortened(scrubber.error(error).message, LONGEST_WORDS);
	const isUncertain = UNKNOWN_OUTCOME.has(code);
	return {
		ok: false,
		code: code || 'network',
		message: isUncertain
			? `${platform} did not answer, so the message may or may not be in the group`
			: `${platform} could not be reached`,
		description: words,
		isTemporary: isUncertain || NEVER_SENT.has(code),
		isUncertain,
	};
}

function codeOf(error: unknown): string {
	for (const at of withCauses(error)) {
		const { code } = at as { code?: unknown };
		if (typeof code === 'string' && /^E[A-Z]|^UND_/.test(code)) return code;
	}
	return '';
}
