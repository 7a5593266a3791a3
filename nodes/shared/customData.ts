import type { IExecuteFunctions, IWorkflowExecutionCustomData } from 'n8n-workflow';

/**
 * What n8n keeps beside an execution, ten short texts at most. It alone also
 * reaches the clock in queue mode when all went well.
 */
export function customDataOf(node: IExecuteFunctions): IWorkflowExecutionCustomData | undefined {
	const { $execution } = node.getWorkflowDataProxy(0);
	return ($execution as { customData?: IWorkflowExecutionCustomData }).customData;
}
