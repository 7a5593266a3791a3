import type { Clock } from '../../time/clock';
import { SECOND } from '../../time/duration';
import { isNear, timeInZone } from '../zoneTime';

/** How an app writes in mrkdwn ("Formatting message text" and "Date formatting", docs.slack.dev). */
export function slackWriting(timeZone: string, clock: Pick<Clock, 'now'>) {
	return {
		/** Nothing in it mentions anybody or leads anywhere. */
		plain: (text: string): string =>
			text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),

		/** In the time zone of whoever reads it; where that cannot be shown, in that of the workflow. */
		time(at: number): string {
			const now = clock.now();
			const form = isNear(at, now) ? '{time}' : '{date_short} {time}';
			return `<!date^${Math.floor(at / SECOND)}^${form}|${timeInZone(at, timeZone, now)}>`;
		},
	};
}
