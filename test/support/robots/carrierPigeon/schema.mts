import { z } from 'zod';

/* The letters that the book of the loft describes. */

export const letter = z.strictObject({
	ribbon: z.enum(['info', 'success', 'warning', 'critical']),
	lines: z
		.array(z.string().regex(/^[^\n]*$/))
		.min(1)
		.refine((lines) => lines.join('\n').length < 3_000, 'a pigeon carries 3000 characters'),
});
