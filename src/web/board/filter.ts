import type { Group } from '../../escalation/statistics/rollUp';
import { countedNames } from '../../escalation/statistics/rollUp';
import type { EscalationWithEvent } from '../../escalation/escalation';
import { cleanText } from '../../text/utf8';

/** What somebody wants to see of a board, by the names as it shows them; null for all. */
export interface BoardFilter {
	project: string | null;
	agent: string | null;
}

export const NO_FILTER: BoardFilter = { project: null, agent: null };

/** The names to choose from, in the order of their letters. */
export interface FilterChoices {
	projects: string[];
	agents: string[];
}

type Named = Pick<Group, 'project' | 'agent'>;

/** A list that is longer helps nobody. */
const MOST_CHOICES = 200;

/** @param given whatever stood in the address. */
export function boardFilterFrom({ project, agent }: Record<string, unknown>): BoardFilter {
	return { project: nameFrom(project), agent: nameFrom(agent) };
}

function nameFrom(given: unknown): string | null {
	return (typeof given === 'string' && given) || null;
}

export function isFiltered({ project, agent }: BoardFilter): boolean {
	return project !== null || agent !== null;
}

/** Whether the filter lets it pass. */
export function fits({ project, agent }: BoardFilter, named: Named): boolean {
	return (
		(project === null || shown(named.project) === project) &&
		(agent === null || shown(named.agent) === agent)
	);
}

export function fitsEvent(filter: BoardFilter, { event }: EscalationWithEvent): boolean {
	return !isFiltered(filter) || fits(filter, countedNames(event));
}

/** What can be chosen, of all that was looked through. */
export function choicesOf(all: Named[]): FilterChoices {
	return {
		projects: namesOf(all.map(({ project }) => project)),
		agents: namesOf(all.map(({ agent }) => agent)),
	};
}

function namesOf(names: Array<string | null>): string[] {
	const found = new Set(names.flatMap((name) => shown(name) ?? []));
	return [...found].toSorted((one, other) => one.localeCompare(other)).slice(0, MOST_CHOICES);
}

/** As pages show it: so it comes back. */
function shown(name: string | null): string | null {
	return name === null ? null : cleanText(name) || null;
}
