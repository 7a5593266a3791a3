import { IANAZone } from 'luxon';
import {
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type ITriggerFunctions,
} from 'n8n-workflow';

import type { Coverage } from '../../../src/time/calendar/coverage';
import { calendarSchema, type ChosenCalendar } from './calendarProperties';

type Settings = Record<'calendar' | 'calendarAddress' | 'holidays' | 'timeZone', unknown>;

/** As they stand in the panel: there may be no item, by which expressions could be told. */
export function settingsOf(node: INode): Partial<Settings> {
	const { options } = node.parameters as {
		options?: { activeHours?: { settings?: Partial<Settings> } };
	};
	return options?.activeHours?.settings ?? {};
}

/** The calendar of a node, for all items. @throws {NodeOperationError} */
export function calendarOfNode(node: IExecuteFunctions | ITriggerFunctions): ChosenCalendar {
	const { calendar, calendarAddress } = settingsOf(node.getNode());
	const chosen = calendarSchema.safeParse({ calendar, calendarAddress });
	if (chosen.success) return chosen.data;
	throw new NodeOperationError(node.getNode(), chosen.error.issues[0].message, {
		description: 'Correct it in the option "Active Hours".',
	});
}

const DATES = /\d{4}-\d{2}-\d{2}/g;

/** What tells whether the node's calendar covers a year. */
export function coverageOfNode(node: ITriggerFunctions, calendar: string | null): Coverage {
	const { holidays, timeZone } = settingsOf(node.getNode());
	const isZone = typeof timeZone === 'string' && IANAZone.isValidZone(timeZone);
	return {
		calendar,
		holidays: JSON.stringify(holidays ?? '').match(DATES) ?? [],
		timeZone: isZone ? timeZone : node.getTimezone(),
	};
}
