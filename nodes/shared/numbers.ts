import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { parsed } from './parsed';

const DECIMAL = /^\s*[+-]?\d+(?:\.\d+)?\s*$/;

/**
 * The number that a parameter has. n8n hands on what an expression gives, also
 * text: "10" is ten. NaN for what people do not write as a number: nothing, which
 * is not 0, or "0x10".
 */
export function numberFrom(given: unknown): number {
	if (typeof given === 'number') return given;
	return typeof given === 'string' && DECIMAL.test(given) ? Number(given) : NaN;
}

/** @throws {NodeOperationError} when it is no whole number from 0. */
export function wholeNumberFrom(
	node: IExecuteFunctions,
	item: number,
	parameter: { name: string; displayName: string; fallback: number },
): number {
	const { name, displayName, fallback } = parameter;
	const schema = z
		.number(`${displayName} must be a number`)
		.int(`${displayName} must be a whole number`)
		.min(0, `${displayName} cannot be negative`);
	return parsed(node, item, schema, numberFrom(node.getNodeParameter(name, item, fallback)));
}
