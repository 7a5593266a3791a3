import type { z } from 'zod';

import type { ServiceEvent } from './serviceEvent';

/** What was wrong with a request body, in words for the person who set it up. */
export interface BodyProblem {
	/** Dotted path of the field, for example `content.0.visitor_name`; empty for the whole body. */
	field: string;
	message: string;
	/** What to do about it. */
	hint: string;
}

export type ParsedBody = { ok: true; events: ServiceEvent[] } | { ok: false; problem: BodyProblem };

/** Everything that we know of one system that sends events. One file each. */
export interface EventSource {
	id: string;
	/** As its own documentation spells it. */
	displayName: string;
	/** Which signature the source sends, if it signs at all. */
	signature?: {
		/** Name of the header, lower case. */
		header: string;
		/** Whether `signature` is right for these bytes. Compares in constant time. */
		verify(rawBody: Buffer, secret: string, signature: string): boolean;
	};
	/** Validates and normalises a parsed JSON body. Never throws. */
	parse(body: unknown): ParsedBody;
}

/** The first thing that zod found wrong, as a problem of the body. */
export function problemFrom(error: z.ZodError, hint: string): BodyProblem {
	const [issue] = error.issues;
	return { field: issue.path.join('.'), message: issue.message, hint };
}
