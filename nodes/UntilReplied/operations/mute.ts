import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { z } from 'zod';

import { readEvents } from '../../../src/engine/eventCalendars';
import type { MuteRecord, WantedMute } from '../../../src/engine/mutes';
import { MUTE_EVENTS } from '../../../src/engine/refreshMutes';
import { isEndless, isOfAll, projectsIn } from '../../../src/escalation/mute';
import { required, textOf } from '../../../src/robots/values';
import type { Runtime } from '../../../src/runtime/runtime';
import { entriesOf } from '../../../src/text/list';
import { DAY } from '../../../src/time/duration';
import { calendarAddressSchema } from '../../shared/calendarAddress';
import { askBy } from '../../shared/calendarRequest';
import { eachItem, failedItem } from '../../shared/eachItem';
import { durationFrom } from '../durations';
import { rangesSchema } from '../hoursValues';
import { parsed, workflowIdSchema } from '../../shared/parsed';

const LONGEST_MUTE = 365 * DAY;
const LONGEST_TEXT = 300;

const patterns = (name: string) =>
	z
		.unknown()
		.optional()
		.transform((given) => entriesOf(given))
		.pipe(
			z
				.array(z.string().max(200, `${name} may only contain entries of at most 200 characters`))
				.max(50, `${name} may have at most 50 entries`),
		);

const filterSchema = z.object({
	projects: patterns('Project'),
	agents: patterns('Agent'),
	kinds: patterns('Event Kind'),
	conversationKeys: patterns('Conversation Key'),
	workflowId: workflowIdSchema.optional().transform((id) => id ?? null),
});

const weeklySchema = rangesSchema('Weekly Hours').min(1, 'Weekly Hours: add at least one range');

const calendarSchema = z.object({
	address: calendarAddressSchema,
	timeZone: z.string(),
	titles: patterns('Event Titles'),
});

/** Reminders of the conversations that are meant are held back from now on. */
export async function mute(
	node: IExecuteFunctions,
	{ engine, clock }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const now = clock.now();
		const wanted = wantedFor(node, item, now);
		if (wanted.calendar === null) return madeJson(await engine.mute(wanted));
		// What cannot be read mutes nobody: better that somebody hears of it now.
		const ask = askBy(node.helpers);
		const { read, unreadable } = await readEvents(ask, wanted.calendar, clock, MUTE_EVENTS);
		return { ...madeJson(await engine.mute(wanted, read)), unreadableEvents: unreadable };
	});
	return [items];
}

/** They go out again. */
export async function unmute(
	node: IExecuteFunctions,
	{ engine }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const id = required(textOf(node.getNodeParameter('muteId', item, '')), 'Mute ID').trim();
		const mute = await engine.unmute(id);
		const lifted = mute && { mute, mutedUntil: null, nextAt: null, calendar: null };
		return { unmuted: lifted !== undefined, ...(lifted ? jsonOf(lifted) : { id }) };
	});
	return [items];
}

/** What is muted, now or at other times. */
export async function getMutes(
	node: IExecuteFunctions,
	{ engine }: Runtime,
): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[] = [];
	for (let item = 0; item < node.getInputData().length; item += 1) {
		try {
			for (const record of await engine.mutes()) {
				const json = { ...jsonOf(record), heldConversations: record.held };
				results.push({ json, pairedItem: { item } });
			}
		} catch (error) {
			results.push(failedItem(node, error, item));
		}
	}
	return [results];
}

function madeJson(made: MuteRecord & { conversations: number }): IDataObject {
	return { ...jsonOf(made), conversations: made.conversations };
}

/** The address of a calendar may be secret, and is left out. */
function jsonOf({
	mute: known,
	mutedUntil: until,
	nextAt,
	calendar,
}: Omit<MuteRecord, 'held'>): IDataObject {
	const { id, filter, weekly, by, reason, madeAt } = known;
	const { agents, kinds, conversationKeys, workflowId } = filter;
	return {
		id,
		isMuted: until !== null,
		mutedUntil: until === null ? null : new Date(until).toISOString(),
		nextMuteAt: nextAt === null ? null : new Date(nextAt).toISOString(),
		endsAt: known.until === null ? null : new Date(known.until).toISOString(),
		weekly: weekly && {
			timeZone: weekly.timeZone,
			hours: weekly.ranges as unknown as IDataObject[],
		},
		calendar: known.calendar && {
			eventTitles: known.calendar.titles,
			...(calendar && {
				readAt: calendar.readAt === null ? null : new Date(calendar.readAt).toISOString(),
				problem: calendar.problem,
			}),
		},
		filter: { projects: projectsIn(filter), agents, kinds, conversationKeys, workflowId },
		by,
		reason,
		madeAt: new Date(madeAt).toISOString(),
	};
}

function wantedFor(node: IExecuteFunctions, item: number, now: number): WantedMute {
	const given = node.getNodeParameter('muteFilters', item, {}) as IDataObject;
	const filter = parsed(node, item, filterSchema, given, 'filter');
	if (isOfAll(filter)) {
		throw new NodeOperationError(node.getNode(), 'The mute would be of all conversations', {
			itemIndex: item,
			description:
				'Add a filter under "Reminders About". To mute everything, enter * under Conversation Key.',
		});
	}
	const text = (name: string) =>
		String(node.getNodeParameter(name, item, '') ?? '')
			.trim()
			.slice(0, LONGEST_TEXT) || null;
	const common = { filter, from: now, by: text('actor'), reason: text('muteReason') };
	const when = node.getNodeParameter('muteWhen', item, 'for');
	if (when === 'weekly') {
		const { ranges = [] } = node.getNodeParameter('muteHours', item, {}) as { ranges?: unknown[] };
		const weekly = {
			timeZone: node.getTimezone(),
			ranges: parsed(node, item, weeklySchema, ranges),
		};
		if (isEndless({ until: null, weekly }, now)) {
			throw new NodeOperationError(node.getNode(), 'The mute would never end', {
				itemIndex: item,
				description:
					'The Weekly Hours cover the whole week. Leave a gap, or choose For a Duration, which may be up to a year.',
			});
		}
		return { ...common, until: null, weekly, calendar: null };
	}
	if (when === 'calendar') {
		const calendar = parsed(node, item, calendarSchema, {
			address: node.getNodeParameter('muteCalendarAddress', item, ''),
			timeZone: node.getTimezone(),
			titles: node.getNodeParameter('muteEventTitles', item, ''),
		});
		return { ...common, until: null, weekly: null, calendar };
	}
	return { ...common, until: now + timeFor(node, item), weekly: null, calendar: null };
}

/** Milliseconds. */
function timeFor(node: IExecuteFunctions, item: number): number {
	const time = durationFrom(node, item, 'muteFor', 120);
	if (time > 0 && time <= LONGEST_MUTE) return time;
	throw new NodeOperationError(node.getNode(), '"Mute For" must be between 0 and one year', {
		itemIndex: item,
		description: 'Enter a duration longer than 0 and no longer than a year.',
	});
}
