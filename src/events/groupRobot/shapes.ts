import { z } from 'zod';
import { parsedBy } from '../source';
import type { RobotMessage, RobotMessageReading } from './robotMessage';

/** Text that has to be there. */
export const someText = z.string().trim().min(1, 'is empty');
/** Text that may be missing or null; empty counts as missing. */
export const perhapsText = z
	.string()
	.nullish()
	.transform((value) => (value?.trim() ? value : undefined));

/** A reader of message bodies of one platform, by its schema. */
export function readerOf<Body>(
	schema: z.ZodType<Body>,
	toMessage: (body: Body) => RobotMessage,
): (body: unknown) => RobotMessageReading {
	return (body) => {
		const parsed = parsedBy(schema, body, '');
		if (parsed.ok) return { ok: true, message: toMessage(parsed.value) };
		const { field, message } = parsed.problem;
		return { ok: false, field, message };
	};
}

/** Lines that are there, one below the other. */
export const lines = (...parts: Array<string | undefined>): string =>
	parts.filter((part) => part !== undefined && part !== '').join('\n');
