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
	/** How many more there are than are listed. */
	left: { project: number; agent: number };
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

/** What can be chosen, of all that was looked through: where they are too many, the most frequent. */
export function choicesOf(all: Named[]): FilterChoices {
	const projects = namesOf(all.map(({ project }) => project));
	const agents = namesOf(all.map(({ agent }) => agent));
	return {
		projects: projects.names,
		agents: agents.names,
		left: { project: projects.left, agent: agents.left },
	};
}

function namesOf(given: Array<string | null>): { names: string[]; left: number } {
	const counts = new Map<string, number>();
	for (const name of given) {
		const read = shown(name);
		if (read !== null) counts.set(read, (counts.get(read) ?? 0) + 1);
	}
	const frequent = [...counts].toSorted(([, one], [, other]) => other - one);
	const names = frequent.slice(0, MOST_CHOICES).map(([name]) => name);
	return {
		names: names.toSorted((one, other) => one.localeCompare(other)),
		left: counts.size - names.length,
	};
}

/** As pages show it: so it comes back. */
function shown(name: string | null): string | null {
	return name === null ? null : cleanText(name) || null;
}
