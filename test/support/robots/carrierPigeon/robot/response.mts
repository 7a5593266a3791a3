import { z } from 'zod';

import { own } from '../../../../../src/own.ts';
import {
	failureOf,
	strangeResponse,
	type HttpResponse,
	type RobotResponse,
} from '../../../../../src/robots/sending/response.ts';
import { pigeonErrors } from './errors.mts';

const answer = z.looseObject({
	flown: z.boolean(),
	why: z.string().default('unknown'),
	note: z.string().default(''),
});

/** Reads what the loft says: only `flown` tells whether the letter is on its way. */
export function readPigeonResponse(response: HttpResponse): RobotResponse {
	const parsed = answer.safeParse(response.body);
	if (!parsed.success) return strangeResponse('Carrier Pigeon', response);
	const { flown, why, note, ...more } = parsed.data;
	if (flown) return { ok: true, response: { flown, ...more } };
	return failureOf(
		own(pigeonErrors, why),
		`Carrier Pigeon error ${why.slice(0, 100)}: ${note.slice(0, 1_000)}`,
		why,
		'the book of the loft',
		response,
	);
}
