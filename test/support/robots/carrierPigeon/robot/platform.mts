import type { Platform } from '../../../../../src/robots/sending/platform.ts';
import { MINUTE } from '../../../../../src/time/duration.ts';
import { readPigeonResponse } from './response.mts';

export const pigeonSending: Platform = {
	name: 'Carrier Pigeon',
	limits: [{ count: 10, interval: MINUTE }],
	isIdempotent: false,
	readResponse: readPigeonResponse,
};

/** Characters of all lines of a letter, with a line break behind each. */
export const PIGEON_LIMIT = 3_000;

export const lengthOf = (lines: readonly string[]) =>
	lines.reduce((sum, line) => sum + line.length + 1, 0);
