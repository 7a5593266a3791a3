import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';

import { triggerNamed } from '../../src/nodeScope';

/**
 * By what an answer may come that is still on its way to the node: everything
 * before it in its workflow. A trigger in another workflow, which calls this
 * one, nobody can know.
 */
export function triggersBefore(node: IExecuteFunctions | ITriggerFunctions): string[] {
	const { id } = node.getWorkflow();
	return node.getParentNodes(node.getNode().name).map(({ name }) => triggerNamed(id, name));
}
