import { plainWriting } from '../../../chatApps/plainWriting';
import { inOneLine } from '../../../text/utf8';
import type { Clock } from '../../../time/clock';
import { plainInMarkdown } from '../../markdown/lookAlikes';

/** How a smart robot writes: its cards are plain text, but its replies markdown, in which `<@` mentions. */
export function weComWriting(timeZone: string, clock: Pick<Clock, 'now'>) {
	return {
		...plainWriting(timeZone, clock),
		plain: (text: string): string => plainInMarkdown(inOneLine(text), true),
	};
}
