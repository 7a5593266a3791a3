import type { Mentioning } from '../../../../../src/robots/design/mentioning.ts';
import { ExplainedError } from '../../../../../src/explainedError.ts';

export interface PigeonMentions {
	people: string[];
	everybody: boolean;
}

export const pigeonMentioning: Mentioning<PigeonMentions> = {
	nobody: { people: [], everybody: false },
	entries: { users: person },
	joined: (mentions, further) => ({
		people: [...new Set([...mentions.people, ...further.users])],
		everybody: mentions.everybody || further.everybody,
	}),
};

/** The line that calls people; empty where nobody is called. @throws {ExplainedError} */
export function callOf({ people, everybody }: PigeonMentions): string {
	return [...people.map(person), ...(everybody ? ['all'] : [])]
		.map((name) => `^${name}^`)
		.join(' ');
}

function person(name: string): string {
	if (/^[a-z]{1,20}$/.test(name) && name !== 'all') return name;
	throw new ExplainedError(`"${name}" is nobody of the loft`, 'Names have small letters.');
}
