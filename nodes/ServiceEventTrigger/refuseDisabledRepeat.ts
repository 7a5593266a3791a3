import { NodeOperationError, type INodeParameters, type ITriggerFunctions } from 'n8n-workflow';

import { isHeard, isRepeat } from '../shared/neighbours';

/**
 * n8n passes through a node that is disabled: the robots at the first output of
 * Repeat Until Replied would post every event at once.
 *
 * @throws {NodeOperationError} while the workflow is published, where such a node stands behind the trigger.
 */
export function refuseDisabledRepeat(trigger: ITriggerFunctions): void {
	const { name } = trigger.getNode();
	const disabled = trigger
		.getChildNodes(name, { includeNodeParameters: true })
		.filter((node) => node.disabled && isRepeat(node) && isTracking(node.parameters))
		.find((node) => isHeard(trigger, node.name));
	if (!disabled) return;
	throw new NodeOperationError(
		trigger.getNode(),
		`"${disabled.name}" is disabled, so n8n would pass every event straight to the nodes behind it. Enable it, or remove it from the workflow.`,
	);
}

function isTracking(parameters: INodeParameters | undefined): boolean {
	return ['track', 'expect'].includes(String(parameters?.operation ?? 'track'));
}
