import type { IExecuteFunctions } from 'n8n-workflow';

import type { Runtime } from '../../../src/runtime/runtime';
import { isFetched, wasAnyAsked } from '../../../src/time/calendar/calendars';
import { settingsOf } from './calendarOfNode';
import { calendarSchema } from './calendarProperties';

/** Makes known what the store has of calendars, where the node has one, or this process was asked for one. */
export async function loadCalendars(
	node: IExecuteFunctions,
	{ calendars }: Pick<Runtime, 'calendars'>,
): Promise<void> {
	const { data } = calendarSchema.safeParse(settingsOf(node.getNode()));
	const isOwn = data !== undefined && isFetched(data.name);
	if (isOwn || wasAnyAsked()) await calendars.load();
}
