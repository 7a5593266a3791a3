import type { IExecuteFunctions } from 'n8n-workflow';

import { fetchCalendar } from '../../../src/engine/fetchCalendar';
import { keepCalendar } from '../../../src/time/calendar/calendars';
import type { ReadCalendar } from '../../../src/time/calendar/iCalendar';
import { toNodeError } from '../../shared/nodeErrors';
import { calendarOfNode } from './calendarOfNode';
import { askBy } from '../../shared/calendarRequest';

/** Days off that are named. */
const MOST_NAMED = 5;

/** Reads the calendar for somebody who tries the node, and says what is in it, or why it cannot be read. */
export async function addCalendarHints(node: IExecuteFunctions, now: number): Promise<void> {
	const { name, address } = calendarOfNode(node);
	if (name === null || address === undefined) return;
	try {
		const calendar = await fetchCalendar(askBy(node.helpers), address, now);
		keepCalendar(name, calendar);
		node.addExecutionHints({ message: contentOf(calendar, now), location: 'outputPane' });
	} catch (error) {
		const { message, description } = toNodeError(node.getNode(), error);
		node.addExecutionHints({
			message: `${message}. ${description}`,
			type: 'warning',
			location: 'outputPane',
		});
	}
}

function contentOf({ daysOff, workingDays, leftOut }: ReadCalendar, now: number): string {
	const today = new Date(now).toISOString().slice(0, 10);
	const next = daysOff.filter((date) => date >= today);
	const more = next.length > MOST_NAMED ? ` and ${next.length - MOST_NAMED} more` : '';
	const off =
		next.length === 0
			? 'The calendar has no days off'
			: `Days off in the calendar: ${next.slice(0, MOST_NAMED).join(', ')}${more}`;
	const worked = workingDays.filter((date) => date >= today).slice(0, MOST_NAMED);
	const left = [
		{ count: leftOut.observances, one: 'observance', many: 'observances' },
		{ count: leftOut.timed, one: 'event that is not all-day', many: 'events that are not all-day' },
		{ count: leftOut.unreadable, one: 'unreadable event', many: 'unreadable events' },
	].flatMap(({ count, one, many }) =>
		count === 0 ? [] : [`${count} ${count === 1 ? one : many}`],
	);
	return [
		off,
		...(worked.length > 0 ? [`worked instead: ${worked.join(', ')}`] : []),
		...(left.length > 0 ? [`left out: ${left.join(', ')}`] : []),
	].join('; ');
}
