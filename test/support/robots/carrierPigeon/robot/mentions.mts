import { ExplainedError } from '../../../../../src/explainedError.ts';

export interface PigeonMentions {
	people: string[];
	everybody: boolean;
}

export const NOBODY: PigeonMentions = { people: [], everybody: false };

/** The line that calls people; empty where nobody is called. @throws {ExplainedError} */
export function callOf({ people, everybody }: PigeonMentions): string {
	const wrong = people.find((name) => !/^[a-z]{1,20}$/.test(name) || name === 'all');
	if (wrong !== undefined) {
		throw new ExplainedError(`"${wrong}" is nobody of the loft`, 'Names have small letters.');
	}
	return [...people, ...(everybody ? ['all'] : [])].map((name) => `^${name}^`).join(' ');
}
