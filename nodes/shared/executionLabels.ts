import type { IExecuteFunctions } from 'n8n-workflow';

import { shortened } from '../../src/text/characters';
import { inOneLine } from '../../src/text/utf8';
import { customDataOf } from './customData';

/*
 * In n8n's list all executions of a clock look the same. Its custom data says
 * whose they are, so that one can be found: few keys, for n8n keeps ten, and
 * robots note there what they did not send.
 */

/** What leaves the clock: set by the gate, so that there is room for it. */
export const OUTPUT_LABEL = 'output';

/** n8n's limit for a value. */
const LONGEST_VALUE = 255;
/** Of many items, so that they are told apart. */
const MOST_NAMED = 3;
const LONGEST_NAME = 70;
const LONGEST_READ = 1_000;

/** Says what an execution is about. A value without words is left out. */
export function labelExecution(
	node: IExecuteFunctions,
	labels: Record<string, Array<string | undefined>>,
): void {
	try {
		if (node.getMode() === 'manual') return;
		const customData = customDataOf(node);
		for (const [key, values] of Object.entries(labels)) {
			const label = labelOf(values);
			if (label !== undefined) customData?.set(key, label);
		}
	} catch {
		// A reminder without a label is better than none.
	}
}

/** The first few of several different ones, and how many more there are; undefined for none. */
export function labelOf(values: Array<string | undefined>): string | undefined {
	const names = values.map((value = '') => inOneLine(value.slice(0, LONGEST_READ)));
	const different = [...new Set(names)].filter((name) => name !== '');
	if (different.length === 0) return undefined;
	if (different.length === 1) return shortened(different[0], LONGEST_VALUE);
	const named = different.slice(0, MOST_NAMED).map((name) => shortened(name, LONGEST_NAME));
	const more = different.length - named.length;
	return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
