import { DateTime } from 'luxon';

import { levelIndex, type Level } from '../level';
import type { PlannedReminder, WholePlan } from './plan';
import type { Policy } from '../policy';

/** Reminders that are named; the others are counted. */
const MOST_NAMED = 10;
/** Within so many days the name of a day says which. */
const ONE_WEEK = 7;

/**
 * The whole plan of a message that nobody replies to, as one sentence: "Reminders
 * at Mon 09:00, 09:05, 09:10 (Lead); Exhausted at 09:15".
 *
 * @param zone IANA name; the workflow's.
 */
export function planSentence(
	{ reminders, exhaustedAt }: WholePlan,
	policy: Policy,
	levels: Level[],
	given: { now: number; zone: string },
): string {
	const named = reminders.slice(0, MOST_NAMED);
	const times = clockOf(given, [...named.map(({ at }) => at), exhaustedAt ?? given.now]);
	const said = [
		...named.map((reminder, index) => times(reminder.at) + levelName(levels, named, index)),
		...more(reminders.length - named.length, exhaustedAt === undefined, policy),
	].join(', ');
	const beginning =
		named.length === 0
			? 'No reminder'
			: `${reminders.length > 1 ? 'Reminders' : 'Reminder'} at ${said}`;
	return exhaustedAt === undefined
		? `${beginning}; then Exhausted`
		: `${beginning}; Exhausted at ${times(exhaustedAt)}`;
}

/** @param isCut whether there are more than were counted. */
function more(
	counted: number,
	isCut: boolean,
	{ maximumReminders, giveUpAfter }: Policy,
): string[] {
	if (!isCut) return counted > 0 ? [`… and ${counted} more`] : [];
	const isKnown = maximumReminders > 0 && giveUpAfter === null;
	return [
		isKnown ? `… and ${maximumReminders - MOST_NAMED} more` : `… and more than ${counted} more`,
	];
}

/** Where it is another level than before. */
function levelName(levels: Level[], reminders: PlannedReminder[], index: number): string {
	const levelAt = (position: number) => levelIndex(levels, reminders[position]?.number ?? 0);
	const level = levelAt(index);
	return level === -1 || level === levelAt(index - 1) ? '' : ` (${levels[level].name})`;
}

/** Writes times, in their order: the day where it is another one, seconds where minutes do not tell them apart. */
function clockOf({ now, zone }: { now: number; zone: string }, times: number[]) {
	const at = (time: number) => DateTime.fromMillis(time, { zone, locale: 'en' });
	const minutes = times.map((time) => at(time).toFormat('yyyy-MM-dd HH:mm'));
	const format = new Set(minutes).size < minutes.length ? 'HH:mm:ss' : 'HH:mm';
	const today = at(now).startOf('day');
	let day = '';
	return (time: number): string => {
		const moment = at(time);
		const date = moment.toISODate() ?? '';
		const isNear = moment.startOf('day').diff(today, 'days').days < ONE_WEEK;
		const named = moment.toFormat(isNear ? `ccc ${format}` : `ccc yyyy-MM-dd ${format}`);
		const said = date === day ? moment.toFormat(format) : named;
		day = date;
		return said;
	};
}
