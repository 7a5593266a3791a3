import { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * A date and time of the editor has no zone: it is meant in the workflow's.
 *
 * @param value what a parameter has: text, or what an expression gives.
 * @returns ms since 1970; NaN for what is no time.
 */
export function timeFrom(node: Pick<IExecuteFunctions, 'getTimezone'>, value: unknown): number {
	if (DateTime.isDateTime(value)) return value.toMillis();
	if (value instanceof Date) return value.getTime();
	return DateTime.fromISO(String(value), { zone: node.getTimezone() }).toMillis();
}
