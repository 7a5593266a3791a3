import { z } from 'zod';

/** "429 Too Many Requests" (RFC 6585). */
const TOO_MANY_REQUESTS = 429;

/** The verdict of platforms that count their errors: a number that some gateways send as a text. */
export const errorCode = z.union([
	z.int(),
	z
		.string()
		.regex(/^-?\d+$/)
		.transform(Number),
]);

/** How WeCom and DingTalk answer, with HTTP 200 for errors too: the verdict is `errcode`. */
export const errcodeResponse = z.looseObject({ errcode: errorCode, errmsg: z.string().optional() });

/** What came back over HTTP. Header names are in lower case. */
export interface HttpResponse {
	status: number;
	headers: Record<string, unknown>;
	/** Parsed, when it was JSON; else the text. */
	body: unknown;
}

/** What an error code means for the person who reads it. */
export interface ErrorAdvice {
	message: string;
	/** Why the platform says so. */
	cause: string;
	/** What to do. */
	advice: string;
	/** Whether the same request may succeed later. */
	isTemporary: boolean;
	/** Milliseconds until then, where the platform has a rule. */
	retryAfter?: number;
	/** True when nobody knows whether the group has the message. */
	isUncertain?: boolean;
	/** True when the platform takes nothing from this robot, whatever the message: it is gone, or set up wrong. */
	isOfRobot?: boolean;
}

export interface RobotFailure {
	ok: false;
	/** The platform's code, or a word of ours for what has none. */
	code: string;
	message: string;
	/** Cause, what to do, and the platform's own words. */
	description: string;
	isTemporary: boolean;
	/** Milliseconds. */
	retryAfter?: number;
	/** True when nobody knows whether the group has the message. */
	isUncertain?: boolean;
	/** True when the platform takes nothing from this robot, see `ErrorAdvice`. */
	isOfRobot?: boolean;
}

export interface RobotSuccess {
	ok: true;
	response: Record<string, unknown>;
	/** Milliseconds in which the platform wants no further request. */
	pauseFor?: number;
}

export type RobotResponse = RobotSuccess | RobotFailure;

export function permanent(message: string, cause: string, advice: string): ErrorAdvice {
	return { message, cause, advice, isTemporary: false };
}

/** An error of the robot itself: another robot of the same group may be taken. */
export function ofRobot(message: string, cause: string, advice: string): ErrorAdvice {
	return { message, cause, advice, isTemporary: false, isOfRobot: true };
}

export function temporary(
	message: string,
	cause: string,
	advice: string,
	retryAfter?: number,
): ErrorAdvice {
	return { message, cause, advice, isTemporary: true, retryAfter };
}

/** An error of the platform's own, after which the message may be in the group all the same. */
export function uncertain(message: string, cause: string, advice: string): ErrorAdvice {
	return { message, cause, advice, isTemporary: false, isUncertain: true };
}

/**
 * The failure that a table's advice tells of, or the platform's own words for a
 * code without one. Whatever the code, HTTP 429 is for now, as RFC 6585 has it.
 */
export function failureOf(
	known: ErrorAdvice | undefined,
	said: string,
	code: string,
	listOfCodes: string,
	{ status, headers }: HttpResponse,
): RobotFailure {
	const isTemporary = known?.isTemporary === true || status === TOO_MANY_REQUESTS;
	const retryAfter = retryAfterOf(headers) ?? known?.retryAfter;
	if (!known) {
		return {
			ok: false,
			code,
			message: said,
			description: `This code is not in the table of this node. Look it up in ${listOfCodes}.`,
			isTemporary,
			retryAfter,
		};
	}
	const { message, cause, advice, isUncertain, isOfRobot } = known;
	return {
		ok: false,
		code,
		message,
		description: `${cause} ${advice} (${said})`,
		isTemporary,
		retryAfter,
		isUncertain,
		...(isOfRobot && !isTemporary ? { isOfRobot } : {}),
	};
}

/**
 * What an answer to a credential test says of the credential: the request posts
 * nothing, so that a robot that would send refuses it too, for the message.
 *
 * @param errors the table of the platform.
 */
export function credentialVerdict(
	answer: RobotResponse,
	errors: Readonly<Record<string, ErrorAdvice>>,
): RobotResponse {
	if (answer.ok) return answer;
	const { code, isTemporary, isOfRobot } = answer;
	const isForTheMessage = Object.hasOwn(errors, code) && !isTemporary && !isOfRobot;
	return isForTheMessage ? { ok: true, response: {} } : answer;
}

/** "503 Service Unavailable" (RFC 9110), too: the request was not carried out. */
const NOT_CARRIED_OUT = [TOO_MANY_REQUESTS, 503];

/**
 * An answer that has no verdict of the platform in it.
 *
 * @param notCarriedOut further statuses of which the platform says that the request is to be sent again.
 */
export function strangeResponse(
	platform: string,
	{ status, headers }: HttpResponse,
	notCarriedOut: number[] = [],
): RobotFailure {
	const retryAfter = retryAfterOf(headers);
	if ([...NOT_CARRIED_OUT, ...notCarriedOut].includes(status)) {
		return {
			ok: false,
			code: String(status),
			message: `${platform} is busy (HTTP ${status})`,
			description: 'Its gateway refused the request for now.',
			isTemporary: true,
			retryAfter,
		};
	}
	if (status >= 500) {
		return {
			ok: false,
			code: String(status),
			message: `${platform} failed (HTTP ${status})`,
			description:
				'Its servers, or a gateway in front of them, failed while handling the request. The message may have been posted anyway. Check the group before you send it again.',
			isTemporary: true,
			isUncertain: true,
			retryAfter,
		};
	}
	return {
		ok: false,
		code: 'noVerdict',
		message: `The response did not come from ${platform}`,
		description: `Something between n8n and ${platform} (a proxy or a firewall) responded with HTTP ${status} instead, or the base URL of the credential is wrong.`,
		isTemporary: false,
	};
}

/** `Retry-After` in seconds, as every platform sends it; in milliseconds here. */
export function retryAfterOf(headers: Record<string, unknown>): number | undefined {
	const seconds = Number(headers['retry-after'] ?? headers['x-ogw-ratelimit-reset'] ?? NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;
}
