import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';

/** Whether a node is a Repeat Until Replied, under whichever name of the package n8n knows it. */
export function isRepeat({ type }: { type: string }): boolean {
	return type.endsWith('.untilReplied');
}

/** Whether anything takes what leaves the node of this name. */
export function isHeard(node: IExecuteFunctions | ITriggerFunctions, name: string): boolean {
	return node.getChildNodes(name).some(({ disabled }) => !disabled);
}
