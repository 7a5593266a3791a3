import { NodeOperationError, type ITriggerFunctions, type IWebhookFunctions } from 'n8n-workflow';

/**
 * n8n's Engine 2.0 (2.41: the module `engine-v2`, and the setting `engineType`
 * of a workflow). It tells no trigger how an execution ended, or whether there
 * was one, and starts none at a node that is no trigger by its name.
 */
const SETTING = 'v2';

/** What it says when a trigger asks how its execution ends (n8n, `EngineV2ActiveTriggers`). */
const REFUSAL = /Engine 2\.0/;

export const ON_ENGINE_2 = {
	message: "The workflow is set to n8n's Engine 2.0, which cannot run this node",
	advice: 'Set "engineType" to "v1" in the settings of the workflow.',
};

/** Whether the workflow is set to run on it; n8n before 2.20 does not say, and has no such engine. */
export function isSetToEngine2(node: ITriggerFunctions | IWebhookFunctions): boolean {
	const { getWorkflowSettings } = node as Partial<typeof node>;
	const settings = getWorkflowSettings?.call(node) as { engineType?: unknown } | undefined;
	return settings?.engineType === SETTING;
}

/** Whether n8n gave this in place of an execution. */
export function isRefusedByEngine2(error: unknown): boolean {
	return error instanceof Error && REFUSAL.test(error.message);
}

/** While a workflow is published. @throws {NodeOperationError} */
export function refuseEngine2(trigger: ITriggerFunctions): void {
	if (!isSetToEngine2(trigger)) return;
	const { message, advice } = ON_ENGINE_2;
	throw new NodeOperationError(trigger.getNode(), `${message}. ${advice} Then publish it.`);
}
