import { durationInWords } from './duration';
import { fill } from './text';
import type { Vocabulary } from './vocabulary';

/**
 * How far a target is, as the value of a fact.
 *
 * @param within in ms. @param share in percent.
 */
export function targetInWords(
	{ state, within, share }: { state: string; within: number; share: number },
	{ shared }: Vocabulary,
): string {
	const time = durationInWords(within, shared.units);
	if (state === 'breached' || state === 'met') return fill(shared.target[state], { time });
	return fill(shared.target.used, { share, time });
}
