import { durationParts } from '../time/duration';
import type { SharedWords } from './vocabulary';

/** `90_000` ms becomes `1 min 30 s` or `1 分钟 30 秒`: the two largest units that are not zero. */
export function durationInWords(milliseconds: number, units: SharedWords['units']): string {
	return durationParts(milliseconds)
		.map(({ count, unit }) => `${count} ${units[unit]}`)
		.join(' ');
}
