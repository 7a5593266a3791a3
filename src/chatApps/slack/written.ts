import type { Clock } from '../../time/clock';
import { HOUR, SECOND } from '../../time/duration';

/** ms: what is nearer is told by the time of day alone. */
const SAME_DAY = 12 * HOUR;

/** How an app writes in mrkdwn ("Formatting message text" and "Date formatting", docs.slack.dev). */
export function slackWriting(timeZone: string, clock: Pick<Clock, 'now'>) {
	return {
		/** Nothing in it mentions anybody or leads anywhere. */
		plain: (text: string): string =>
			text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),

		/** In the time zone of whoever reads it; where that cannot be shown, in that of the workflow. */
		time(at: number): string {
			const isNear = Math.abs(at - clock.now()) < SAME_DAY;
			const form = isNear ? '{time}' : '{date_short} {time}';
			return `<!date^${Math.floor(at / SECOND)}^${form}|${inZone(at, timeZone, isNear)}>`;
		},
	};
}

function inZone(at: number, timeZone: string, isNear: boolean): string {
	// Swedish writes dates and times as ISO 8601 does.
	return new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		...(isNear ? {} : { dateStyle: 'short' }),
		timeStyle: 'short',
	}).format(at);
}
