import {
	permanent,
	temporary,
	uncertain,
	type ErrorAdvice,
} from '../../../../../src/robots/sending/response.ts';
import { SECOND } from '../../../../../src/time/duration.ts';

export const pigeonErrors: Readonly<Record<string, ErrorAdvice>> = {
	loft_unknown: permanent('The loft is unknown', 'No pigeon lives there.', 'Look at its door.'),
	wrong_ring: permanent(
		'The ring key is wrong',
		'The ring of the pigeon has another number.',
		'Copy the ring key again.',
	),
	unreadable: permanent('The letter cannot be read', 'It has no lines.', 'Write some.'),
	too_heavy: permanent(
		'The letter is too heavy',
		'A pigeon carries 3000 characters.',
		'Shorten it.',
	),
	resting: temporary('The pigeon rests', 'It has flown often.', 'Wait for it.', 5 * SECOND),
	storm: uncertain('The pigeon flew into a storm', 'Nobody saw it since.', 'Look into the loft.'),
};
