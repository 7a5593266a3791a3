import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { refreshRoster } from '../../../src/engine/refreshRoster';
import { required } from '../../../src/engine/rosters';
import type { Runtime } from '../../../src/runtime/runtime';
import { required as entered } from '../../../src/robots/values';
import { entriesOf } from '../../../src/text/list';
import { DAY } from '../../../src/time/duration';
import { askBy } from '../../shared/calendarRequest';
import { eachItem } from '../../shared/eachItem';
import { timeFrom } from '../../shared/timeFrom';
import { actorFor, rosterName, textParameter } from '../parameters';
import { rosterFor } from '../rosterFor';
import { overrideJson, rosterJson } from './rosterJson';

const LONGEST_OVERRIDE = 400 * DAY;

export async function saveRoster(
	node: IExecuteFunctions,
	{ rosters, clock }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const name = rosterName(node, item);
		const saved = await rosters.save(name, rosterFor(node, item), actorFor(node, item));
		const { known, problems } = await refreshRoster({ rosters, clock }, saved, askBy(node.helpers));
		return {
			...rosterJson(known, clock.now()),
			...(problems.length > 0 ? { problems } : {}),
		} as IDataObject;
	});
	return [items];
}

/** Nobody is on duty by it any more. */
export async function deleteRoster(
	node: IExecuteFunctions,
	{ rosters }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const { roster } = await rosters.delete(rosterName(node, item));
		return { roster: roster.name, deleted: true } as IDataObject;
	});
	return [items];
}

/** Somebody is on duty instead. */
export async function override(
	node: IExecuteFunctions,
	{ rosters, clock }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const from = timeAt(node, 'from', 'From', item) ?? clock.now();
		const to = timeAt(node, 'until', 'Until', item);
		if (to === undefined || to <= from || to - from > LONGEST_OVERRIDE) {
			throw new NodeOperationError(node.getNode(), '"Until" must be after "From"', {
				itemIndex: item,
				description: 'Enter the time at which the override ends, within 400 days.',
			});
		}
		const name = rosterName(node, item);
		const made = {
			layer: entered(textParameter(node, 'layer', item), 'Layer'),
			person: entered(textParameter(node, 'person', item), 'Person'),
			replaces: textParameter(node, 'insteadOf', item) || null,
			from,
			to,
		};
		const added = await rosters.override(name, made, actorFor(node, item));
		return { roster: name, overrides: added.map(overrideJson) } as unknown as IDataObject;
	});
	return [items];
}

/** Two people take each other's turn. */
export async function swap(
	node: IExecuteFunctions,
	{ rosters, clock }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const name = rosterName(node, item);
		const made = {
			layer: entered(textParameter(node, 'layer', item), 'Layer'),
			one: entered(textParameter(node, 'person', item), 'Person'),
			other: entered(textParameter(node, 'swapWith', item), 'Swap With'),
			from: timeAt(node, 'from', 'From', item) ?? clock.now(),
		};
		const added = await rosters.swap(name, made, actorFor(node, item));
		return { roster: name, overrides: added.map(overrideJson) } as unknown as IDataObject;
	});
	return [items];
}

/** What was said of a stretch of time holds no more. */
export async function removeOverride(
	node: IExecuteFunctions,
	{ rosters }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const name = rosterName(node, item);
		const ids = entriesOf(node.getNodeParameter('overrideIds', item, ''));
		entered(ids.join(), 'Override IDs');
		const removed = await rosters.remove(name, ids, actorFor(node, item));
		if (removed.length > 0) {
			return { roster: name, removed: removed.map(overrideJson) } as unknown as IDataObject;
		}
		// Somebody believes otherwise that it is done.
		throw new NodeOperationError(node.getNode(), 'The roster has no such override', {
			itemIndex: item,
			description: 'Enter its ID as "Get Roster" shows it. Those that ended a month ago are gone.',
		});
	});
	return [items];
}

export async function getRoster(
	node: IExecuteFunctions,
	{ rosters, clock }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const name = rosterName(node, item);
		const known = required(await rosters.find(name), name);
		return rosterJson(known, clock.now()) as IDataObject;
	});
	return [items];
}

/** Undefined where it is empty. @throws {NodeOperationError} for what is no time. */
function timeAt(
	node: IExecuteFunctions,
	name: string,
	displayName: string,
	item: number,
): number | undefined {
	const given: unknown = node.getNodeParameter(name, item, '');
	if (given === '' || given === null || given === undefined) return undefined;
	const time = timeFrom(node, given);
	if (!Number.isNaN(time)) return time;
	throw new NodeOperationError(node.getNode(), `"${displayName}" is not a time`, {
		itemIndex: item,
		description: 'Enter a date and a time.',
	});
}
