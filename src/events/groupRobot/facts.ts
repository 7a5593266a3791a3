import type { Field } from './robotMessage';

/** What the lines of a name say. */
export interface Said {
	/** Of the first line. */
	value?: string;
	/** Whether lines of this name say different things: one of them may be somebody's who wants to be taken for the source. */
	isDoubtful: boolean;
}

/** What the facts with this name say, in any case. */
export function saidBy(facts: readonly Field[], name: string): Said {
	const wanted = name.toLowerCase();
	const values = facts
		.filter((fact) => fact.name.toLowerCase() === wanted)
		.map(({ value }) => value);
	return { value: values[0], isDoubtful: new Set(values).size > 1 };
}
