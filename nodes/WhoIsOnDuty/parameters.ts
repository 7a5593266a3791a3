import type { IExecuteFunctions } from 'n8n-workflow';

import { required } from '../../src/robots/values';

/** Without the blanks around it; empty where there is none. */
export function textParameter(node: IExecuteFunctions, name: string, item: number): string {
	return String(node.getNodeParameter(name, item, '') ?? '').trim();
}

const LONGEST_NAME = 100;

/** @throws {ExplainedError} where it is empty. */
export function rosterName(node: IExecuteFunctions, item: number): string {
	return required(textParameter(node, 'roster', item), 'Roster').slice(0, LONGEST_NAME);
}

/** Who does it; null where that is not said. */
export function actorFor(node: IExecuteFunctions, item: number): string | null {
	return textParameter(node, 'actor', item) || null;
}
