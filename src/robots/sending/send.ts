import { ExplainedError } from '../../explainedError';
import type { Clock } from '../../time/clock';
import { SECOND } from '../../time/duration';
import type { RobotResponse, RobotFailure, RobotSuccess } from './response';
import type { RateLimiter } from './rateLimiter';

/** How often one message is tried. */
const MOST_TRIES = 4;
/**
 * The same where it is known when to come back: another process may have had
 * the place each time. The deadline ends it before that.
 */
const MOST_TRIES_WHEN_TOLD = 40;
/** The first retry of a failure whose platform does not say when. */
const FIRST_DELAY = SECOND;

export interface SendOptions {
	rateLimiter: RateLimiter;
	clock: Clock;
	/** Whether a request that nobody knows the outcome of may be sent again. */
	isIdempotent: boolean;
	/** ms since 1970: no waiting beyond that. */
	deadline: number;
	/** 0 to 1; several processes that were refused together must not come back together. */
	random?: () => number;
	/** The index of the robot that has to do it; else any may. */
	robot?: number;
}

/** What a platform has taken, and the index of the robot that gave it. */
export type Accepted = RobotSuccess & { robot: number };

/** A failure, and when it is worth another try. */
export type Unsent = RobotFailure & { tryAgainAt?: number };

/** The same, for whoever reads it in n8n. */
export function explained({
	message,
	tryAgainAt,
	description,
	...details
}: Unsent): ExplainedError {
	const when = tryAgainAt ? `, try again at ${new Date(tryAgainAt).toISOString()}` : '';
	return new ExplainedError(message + when, description, details);
}

/**
 * Sends one message as soon as a robot may, and again while that promises
 * success. Where there are several, and a platform takes nothing from one of
 * them, another sends it.
 */
export async function sendWithRetries(
	post: (robot: number) => Promise<RobotResponse>,
	{ rateLimiter, clock, isIdempotent, deadline, random = Math.random, robot: only }: SendOptions,
): Promise<Accepted | Unsent> {
	const except = new Set<number>();
	for (let tried = 1; ; ) {
		const { answer, robot } = await rateLimiter.slot(
			deadline,
			async (chosen) => {
				const result = await post(chosen);
				if (result.ok && result.pauseFor) rateLimiter.hold(clock.now() + result.pauseFor, chosen);
				if (!result.ok && isWorthARetry(result, isIdempotent)) {
					const delay = delayBeforeRetry(tried, result.retryAfter, random());
					rateLimiter.hold(clock.now() + delay, chosen);
				}
				return { answer: result, robot: chosen };
			},
			{ only, except },
		);
		if (answer.ok) {
			rateLimiter.takeBack(robot);
			return { ...answer, robot };
		}
		if (answer.isOfRobot) {
			rateLimiter.dismiss(robot, answer);
			except.add(robot);
			if (only !== undefined || except.size >= rateLimiter.size) return answer;
			continue;
		}
		if (!isWorthARetry(answer, isIdempotent)) return answer;
		const tryAgainAt = rateLimiter.freeAt;
		const most = answer.retryAfter === undefined ? MOST_TRIES : MOST_TRIES_WHEN_TOLD;
		if (tried >= most || tryAgainAt > deadline) return { ...answer, tryAgainAt };
		tried += 1;
	}
}

function isWorthARetry(failure: RobotFailure, isIdempotent: boolean): boolean {
	return failure.isUncertain ? isIdempotent : failure.isTemporary;
}

/** What the platform asks for and a little more by chance; else exponential backoff with much of it. */
export function delayBeforeRetry(tried: number, asked: number | undefined, random: number): number {
	return Math.round(
		asked === undefined
			? FIRST_DELAY * 2 ** (tried - 1) * (1 + random / 2)
			: asked + random * Math.min(asked / 10 + SECOND, 5 * SECOND),
	);
}
