import type { INodeExecutionData } from 'n8n-workflow';

/** The items, by index, that an item was made of, whichever way n8n has written that. */
export function itemsOf(pairedItem: INodeExecutionData['pairedItem']): number[] {
	if (pairedItem === undefined) return [];
	const pairs = Array.isArray(pairedItem) ? pairedItem : [pairedItem];
	return pairs.map((pair) => (typeof pair === 'number' ? pair : pair.item));
}
