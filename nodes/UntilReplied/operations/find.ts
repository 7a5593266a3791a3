import { DateTime } from 'luxon';
import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { z } from 'zod';

import { nodeOf } from '../../../src/nodeScope';
import type { EscalationRecord } from '../../../src/escalation/record';
import { escalationStates } from '../../../src/escalation/escalation';
import { recordJson } from '../../../src/escalation/items/recordItem';
import type { Runtime } from '../../../src/runtime/runtime';
import type { EscalationFilter } from '../../../src/store/transaction';
import { failedItem } from '../../shared/eachItem';
import { wholeNumberFrom } from '../../shared/numbers';
import { conversationKeyFor } from '../parameters';
import { parsed } from '../../shared/parsed';

/** So many at a time, so that n8n can do other things in between. */
const PAGE = 200;

/** The escalations of a conversation that have not ended; when there are none, the last that did. */
export async function get(
	node: IExecuteFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[][]> {
	return await forEachItem(node, async (item) => {
		const conversationKey = conversationKeyFor(node, item);
		const records = await runtime.engine.find({ conversationKey }, PAGE);
		const open = records.filter(({ escalation }) => escalation.endedAt === null);
		const told = open.length > 0 ? open : records.slice(0, 1);
		if (told.length === 0) return [{ conversation: { key: conversationKey }, state: 'none' }];
		return told.map((record) => jsonOf(record, runtime));
	});
}

export async function getMany(
	node: IExecuteFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[][]> {
	return await forEachItem(node, async (item) => {
		const filter = filterFor(node, item);
		const isAll = node.getNodeParameter('returnAll', item, false) as boolean;
		const count = (name: string, displayName: string, fallback: number) =>
			wholeNumberFrom(node, item, { name, displayName, fallback });
		const limit = isAll ? Infinity : count('limit', 'Limit', 50);
		const skip = isAll ? 0 : count('skip', 'Skip', 0);
		const found: EscalationRecord[] = [];
		while (found.length < limit) {
			const size = Math.min(PAGE, limit - found.length);
			// Not by their count: those that open meanwhile would move the others on.
			const after = found.at(-1)?.escalation;
			const page = await runtime.engine.find({ ...filter, after }, size, after ? 0 : skip);
			found.push(...page);
			if (page.length < size) break;
		}
		return found.map((record) => jsonOf(record, runtime));
	});
}

function jsonOf(record: EscalationRecord, { clock, isRunning }: Runtime): IDataObject {
	const { scope } = record.escalation;
	const isPublished = isRunning(scope);
	return {
		...recordJson(record, clock.now()),
		trackedBy: { ...nodeOf(scope), ...(isPublished === undefined ? {} : { isPublished }) },
	} as IDataObject;
}

async function forEachItem(
	node: IExecuteFunctions,
	work: (item: number) => Promise<IDataObject[]>,
): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[] = [];
	for (let item = 0; item < node.getInputData().length; item += 1) {
		try {
			for (const json of await work(item)) results.push({ json, pairedItem: { item } });
		} catch (error) {
			results.push(failedItem(node, error, item));
		}
	}
	return [results];
}

const filterSchema = z.object({
	states: z
		.array(
			z.enum(escalationStates, 'The filter "States" has an unknown state'),
			'The filter "States" must be a list of states',
		)
		.optional()
		.transform((states) => (states?.length ? states : undefined)),
	conversationKey: z.string().trim().optional(),
	workflowId: z.string().trim().optional(),
});

function filterFor(node: IExecuteFunctions, item: number): EscalationFilter {
	const given = node.getNodeParameter('filters', item, {}) as IDataObject;
	const { states, conversationKey, workflowId } = parsed(node, item, filterSchema, given, 'filter');
	return {
		states,
		conversationKey: conversationKey || undefined,
		workflowId: workflowId || undefined,
		openedFrom: timeFrom(node, item, given.openedFrom, 'Opened From'),
		openedBefore: timeFrom(node, item, given.openedBefore, 'Opened Before'),
	};
}

/** A date and time of the editor has no zone: it is meant in the workflow's. */
function timeFrom(
	node: IExecuteFunctions,
	item: number,
	value: unknown,
	name: string,
): number | undefined {
	if (value === undefined || value === '') return undefined;
	const time = DateTime.isDateTime(value)
		? value
		: DateTime.fromISO(String(value), { zone: node.getTimezone() });
	if (time.isValid) return time.toMillis();
	throw new NodeOperationError(node.getNode(), `The filter "${name}" must be a date and time`, {
		itemIndex: item,
		description: 'Enter it as 2026-01-31T09:00.',
	});
}
