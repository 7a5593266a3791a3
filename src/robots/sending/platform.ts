import type { HttpResponse, RobotResponse } from './response';

/** At most `count` requests in any `interval` of milliseconds. */
export interface RateLimit {
	count: number;
	interval: number;
	/** Of all robots of a group together, not of each. */
	isOfGroup?: true;
}

/** What sending needs to know of a platform. */
export interface Platform {
	/** As its makers spell it. */
	name: string;
	limits: RateLimit[];
	/** Whether a request that is sent twice shows once, so that an unknown outcome may be tried again. */
	isIdempotent: boolean;
	/** Paths of requests that may be made twice: what comes of them shows once, or nowhere. */
	repeatable?: readonly string[];
	readResponse(answer: HttpResponse): RobotResponse;
}
