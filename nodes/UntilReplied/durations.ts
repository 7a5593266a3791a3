import type { IExecuteFunctions } from 'n8n-workflow';

import { duration, type DurationUnit } from '../../src/time/duration';
import { numberFrom } from '../shared/numbers';

/** Whole milliseconds of an amount that a parameter has; NaN for what is no number. */
export function milliseconds(amount: unknown, unit: DurationUnit): number {
	return Math.round(duration(numberFrom(amount), unit));
}

/**
 * Milliseconds, as the two fields of `durationProperties` say them.
 *
 * @param minutes where a workflow does not say it.
 */
export function durationFrom(
	node: IExecuteFunctions,
	item: number,
	name: string,
	minutes?: number,
): number {
	const unit = minutes === undefined ? undefined : 'minutes';
	return milliseconds(
		node.getNodeParameter(name, item, minutes),
		node.getNodeParameter(`${name}Unit`, item, unit) as DurationUnit,
	);
}
