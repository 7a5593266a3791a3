import type { Field } from './robotMessage';

/** What the lines of some names say. */
export interface Said {
	/** The value of the line with the first of the names that is there. */
	value?: string;
	/** Whether lines of these names say different things: one of them may be somebody's who wants to be taken for the source. */
	isDoubtful: boolean;
}

/** The facts with one of these names, in any case. */
export function factsNamed<Fact extends Field>(
	facts: readonly Fact[],
	names: readonly string[],
): Fact[] {
	const wanted = new Set(names.map((name) => name.toLowerCase()));
	return facts.filter(({ name }) => wanted.has(name.toLowerCase()));
}

export function saidBy(facts: readonly Field[], names: readonly string[]): Said {
	const found = factsNamed(facts, names);
	const first = names
		.map((name) => found.find((fact) => fact.name.toLowerCase() === name.toLowerCase()))
		.find((fact) => fact !== undefined);
	return { value: first?.value, isDoubtful: new Set(found.map(({ value }) => value)).size > 1 };
}

/** The facts that have none of these names; undefined when there are none. */
export function otherFacts(
	facts: readonly Field[],
	taken: ReadonlyArray<readonly string[]>,
): Field[] | undefined {
	const named = new Set(factsNamed(facts, taken.flat()));
	const rest = facts.filter((fact) => !named.has(fact));
	return rest.length > 0 ? rest.map(({ name, value }) => ({ name, value })) : undefined;
}
