import { inOneLine } from '../text/utf8';
import type { Clock } from '../time/clock';
import { zoneAt } from '../time/zone';
import { timeInZone } from './zoneTime';

/** How an app writes where a text has no markup. */
export function plainWriting(timeZone: string, clock: Pick<Clock, 'now'>) {
	return {
		plain: (text: string): string => inOneLine(text),

		/** In the time zone of the workflow, which it names: plain text knows no reader. */
		time: (at: number): string =>
			`${timeInZone(at, timeZone, clock.now())} ${zoneAt(at, timeZone)}`,
	};
}
