import { timeInZone } from '../../../chatApps/zoneTime';
import { inOneLine } from '../../../text/utf8';
import type { Clock } from '../../../time/clock';
import { zoneAt } from '../../../time/zone';
import { plainInMarkdown } from '../../markdown/lookAlikes';

/** How a smart robot writes: its cards are plain text, but its replies markdown, in which `<@` mentions. */
export function weComWriting(timeZone: string, clock: Pick<Clock, 'now'>) {
	return {
		plain: (text: string): string => plainInMarkdown(inOneLine(text), true),

		/** In the time zone of the workflow, which it names: WeCom shows no times of the reader's own. */
		time: (at: number): string =>
			`${timeInZone(at, timeZone, clock.now())} ${zoneAt(at, timeZone)}`,
	};
}
