import { matchesPattern } from '../pattern';
import type { SourceSettings } from '../source';
import type { Condition } from './mapping';
import { asText } from './path';
import { lookUp, type MappingContext } from './selector';

/** Whether all conditions hold. */
export function meets(
	conditions: readonly Condition[] | undefined,
	context: MappingContext,
	settings: SourceSettings,
): boolean {
	return (conditions ?? []).every((condition) => holds(condition, context, settings));
}

function holds(
	{ at, is, isNot, startsWith, differsFrom, isAbsent, isPerson }: Condition,
	context: MappingContext,
	{ botAccounts = [] }: SourceSettings,
): boolean {
	const value = asText(lookUp(at, context));
	if (is && !(value !== undefined && is.includes(value))) return false;
	if (isNot && value !== undefined && isNot.includes(value)) return false;
	if (startsWith && !value?.startsWith(startsWith)) return false;
	if (differsFrom && (value === undefined || value === asText(lookUp(differsFrom, context)))) {
		return false;
	}
	if (isAbsent && value !== undefined) return false;
	if (isPerson && (value === undefined || matchesPattern(value, botAccounts))) return false;
	return true;
}
