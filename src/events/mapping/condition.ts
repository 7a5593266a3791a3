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
	{
		at,
		is,
		isNot,
		startsWith,
		matches,
		equals,
		differsFrom,
		isAbsent,
		isPresent,
		isPerson,
	}: Condition,
	context: MappingContext,
	{ botAccounts = [] }: SourceSettings,
): boolean {
	const found = lookUp(at, context);
	const value = asText(found);
	if (is && !(value !== undefined && is.includes(value))) return false;
	if (isNot && value !== undefined && isNot.includes(value)) return false;
	if (startsWith && !value?.startsWith(startsWith)) return false;
	if (differsFrom && (value === undefined || value === asText(lookUp(differsFrom, context)))) {
		return false;
	}
	if (matches && !(value !== undefined && matches.test(value))) return false;
	if (equals && (value === undefined || value !== asText(lookUp(equals, context)))) return false;
	if (isAbsent && found !== undefined) return false;
	if (isPresent && found === undefined) return false;
	if (isPerson && (value === undefined || matchesPattern(value, botAccounts))) return false;
	return true;
}
