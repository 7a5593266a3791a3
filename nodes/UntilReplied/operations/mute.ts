import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { z } from 'zod';

import type { MuteRecord, WantedMute } from '../../../src/engine/mutes';
import { isOfAll, mutedUntil, projectsIn, type Mute } from '../../../src/escalation/mute';
import type { Runtime } from '../../../src/runtime/runtime';
import { entriesOf } from '../../../src/text/list';
import { DAY } from '../../../src/time/duration';
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

/** Reminders of the conversations that are meant are held back from now on. */
export async function mute(
	node: IExecuteFunctions,
	{ engine, clock }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const now = clock.now();
		const { mute: made, conversations } = await engine.mute(wantedFor(node, item, now));
		return { ...jsonOf(made, mutedUntil(made, now) ?? null), conversations };
	});
	return [items];
}

/** They go out again. */
export async function unmute(
	node: IExecuteFunctions,
	{ engine }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const id = String(node.getNodeParameter('muteId', item, '')).trim();
		const lifted = id === '' ? undefined : await engine.unmute(id);
		return { unmuted: lifted !== undefined, ...(lifted ? jsonOf(lifted, null) : { id }) };
	});
	return [items];
}

/** What is muted, now or at other times of the week. */
export async function getMutes(
	node: IExecuteFunctions,
	{ engine }: Runtime,
): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[] = [];
	for (let item = 0; item < node.getInputData().length; item += 1) {
		try {
			for (const record of await engine.mutes()) {
				results.push({ json: recordOf(record), pairedItem: { item } });
			}
		} catch (error) {
			results.push(failedItem(node, error, item));
		}
	}
	return [results];
}

function recordOf({ mute: known, mutedUntil: until, held }: MuteRecord): IDataObject {
	return { ...jsonOf(known, until), heldConversations: held };
}

function jsonOf(known: Mute, until: number | null): IDataObject {
	const { id, filter, weekly, by, reason, madeAt } = known;
	const { agents, kinds, conversationKeys, workflowId } = filter;
	return {
		id,
		isMuted: until !== null,
		mutedUntil: until === null ? null : new Date(until).toISOString(),
		endsAt: known.until === null ? null : new Date(known.until).toISOString(),
		weekly: weekly && {
			timeZone: weekly.timeZone,
			hours: weekly.ranges as unknown as IDataObject[],
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
				'Add a filter under "Reminders About". To mute everything, enter * under Project or Conversation Key.',
		});
	}
	const text = (name: string) =>
		String(node.getNodeParameter(name, item, '') ?? '')
			.trim()
			.slice(0, LONGEST_TEXT) || null;
	const common = { filter, from: now, by: text('actor'), reason: text('muteReason') };
	if (node.getNodeParameter('muteWhen', item, 'for') === 'weekly') {
		const { ranges = [] } = node.getNodeParameter('muteHours', item, {}) as { ranges?: unknown[] };
		const weekly = {
			timeZone: node.getTimezone(),
			ranges: parsed(node, item, weeklySchema, ranges),
		};
		return { ...common, until: null, weekly };
	}
	return { ...common, until: now + timeFor(node, item), weekly: null };
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
