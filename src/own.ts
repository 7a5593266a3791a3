/**
 * What a table has under a name that came from outside. Undefined also for what
 * every object inherits, such as `constructor` and `__proto__`: looked up
 * without this, a word that somebody sent would find a function there.
 */
export function own<Value>(
	table: Readonly<Record<string, Value>>,
	name: string | number,
): Value | undefined {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}
