import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { onDutyItems, type OnIt } from '../../../src/duty/onDutyItem';
import { layerNamed, unknownLayer } from '../../../src/duty/onDuty';
import { refreshRoster } from '../../../src/engine/refreshRoster';
import { required } from '../../../src/engine/rosters';
import type { Runtime } from '../../../src/runtime/runtime';
import { askBy } from '../../shared/calendarRequest';
import { failedItem } from '../../shared/eachItem';
import { timeFrom } from '../../shared/timeFrom';
import { rosterName, textParameter } from '../parameters';

/** The items as they came, each with who is on duty: once for each layer, where none is chosen. */
export async function getOnDuty(
	node: IExecuteFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[] = [];
	for (const [item, { json }] of node.getInputData().entries()) {
		try {
			const said = await onDutyFor(node, runtime, item);
			results.push(...said.map((part) => ({ json: { ...json, ...part }, pairedItem: { item } })));
		} catch (error) {
			results.push(failedItem(node, error, item));
		}
	}
	return [results];
}

async function onDutyFor(
	node: IExecuteFunctions,
	{ rosters, clock }: Runtime,
	item: number,
): Promise<IDataObject[]> {
	const name = rosterName(node, item);
	const found = required(await rosters.find(name), name);
	const { known, problems } = await refreshRoster({ rosters, clock }, found, askBy(node.helpers));
	const chosen = textParameter(node, 'layer', item);
	const given: unknown = node.getNodeParameter('time', item, '');
	const isNow = given === '' || given === null || given === undefined;
	const time = isNow ? clock.now() : timeFrom(node, given);
	if (Number.isNaN(time)) {
		throw new NodeOperationError(node.getNode(), '"Time" is not a time', {
			itemIndex: item,
			description: 'Enter a date and a time, or leave it empty for now.',
		});
	}
	const layers = chosen ? [layerNamed(known.roster, chosen)] : known.roster.layers;
	const onIt = isNow ? onItOf(node.getInputData()[item].json) : undefined;
	const onDutyIn = onDutyItems(known, known.roster.name, time);
	return layers.map((layer) => {
		if (!layer) throw unknownLayer(chosen, known);
		const onDuty = onDutyIn(layer.name, onIt);
		const problem = problems.find((each) => each.layer === layer.name)?.problem;
		return { onDuty: { ...onDuty, ...(problem ? { calendarProblem: problem } : {}) } };
	}) as unknown as IDataObject[];
}

/** That somebody is on it, as an item of Repeat Until Replied says. */
function onItOf({ lastHold }: IDataObject): OnIt | undefined {
	const { kind, by, until } = Object(lastHold) as Partial<Record<string, unknown>>;
	if (kind !== 'acknowledged' || typeof by !== 'string') return undefined;
	return { by, until: Date.parse(String(until)) };
}
