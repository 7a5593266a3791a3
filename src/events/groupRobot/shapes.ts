import { z } from 'zod';
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
		const parsed = schema.safeParse(body);
		if (parsed.success) return { ok: true, message: toMessage(parsed.data) };
		const [issue] = parsed.error.issues;
		return { ok: false, field: issue.path.join('.'), message: issue.message };
	};
}

/** Lines that are there, one below the other. */
export const lines = (...parts: Array<string | undefined>): string =>
	parts.filter((part) => part !== undefined && part !== '').join('\n');
