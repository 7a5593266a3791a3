import type { IExecuteFunctions, ITriggerFunctions, NodeParameterValueType } from 'n8n-workflow';

/** A parameter that takes no expression, also where there are no items. */
export function parameterForAll(
	node: IExecuteFunctions | ITriggerFunctions,
	name: string,
	fallback: NodeParameterValueType,
): unknown {
	return 'getInputData' in node
		? node.getNodeParameter(name, 0, fallback)
		: node.getNodeParameter(name, fallback);
}
