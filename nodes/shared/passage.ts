import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { notePassage, passageOf, pulse } from '../../src/dispatch/passages';

/*
 * What has passed the gate of Repeat Until Replied is known by its execution,
 * whatever the nodes behind it make of the items; in a sub-workflow, which is
 * an execution of its own, by the escalations that the items name.
 */

/**
 * Notes what left the gate in this execution.
 *
 * @param pauses as the pulse counted them before.
 */
export function noteLeaving(
	node: IExecuteFunctions,
	escalationIds: string[],
	pauses: number,
): void {
	if (escalationIds.length === 0) return;
	notePassage([executionNamed(node), ...escalationIds.map(escalationNamed)], pauses);
}

/** Asks, whenever it is called, whether the process has stood still since the items of this node passed the gate. Never so of other items. */
export function latenessOf(node: IExecuteFunctions): () => boolean {
	const pauses = pausesBefore(node);
	return () => pauses !== undefined && pulse.count() > pauses;
}

function pausesBefore(node: IExecuteFunctions): number | undefined {
	switch (node.getMode()) {
		case 'trigger':
			return passageOf(executionNamed(node));
		case 'integrated': {
			const ids = node.getInputData().flatMap(({ json }) => escalationsIn(json));
			const known = ids.flatMap((id) => passageOf(escalationNamed(id)) ?? []);
			return known.length > 0 ? Math.min(...known) : undefined;
		}
		default:
			// Somebody tries something, or wants it to be done again.
			return undefined;
	}
}

function escalationsIn({ conversations, escalation }: IDataObject): string[] {
	if (Array.isArray(conversations)) {
		return conversations.flatMap((each) => escalationsIn(Object(each) as IDataObject));
	}
	const { id } = Object(escalation) as { id?: unknown };
	return typeof id === 'string' ? [id] : [];
}

const executionNamed = (node: IExecuteFunctions) => `execution ${node.getExecutionId()}`;
const escalationNamed = (id: string) => `escalation ${id}`;
