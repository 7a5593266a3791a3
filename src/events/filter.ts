import { own } from '../own';
import { matchesPattern } from './pattern';
import type { EventKind, ServiceEvent } from './serviceEvent';
import { eventSources } from './sources';

/** What an event has to be to start the workflow. An empty list asks nothing. */
export interface EventFilter {
	sources: readonly string[];
	kinds: readonly EventKind[];
	/** Patterns with `*`; asked of events of code hosting alone. */
	repositories: readonly string[];
	/** Patterns with `*`; asked of events that are about a branch or tag. */
	branches: readonly string[];
	/** Patterns with `*`; asked of events of all but code hosting. */
	projects: readonly string[];
}

export function passes(event: ServiceEvent, filter: EventFilter): boolean {
	const { source, kind, project, branch } = event;
	const isRepository = own(eventSources, source)?.projects === 'repositories';
	return (
		(filter.sources.length === 0 || filter.sources.includes(source)) &&
		(filter.kinds.length === 0 || filter.kinds.includes(kind)) &&
		fits(isRepository ? (project?.name ?? '') : undefined, filter.repositories) &&
		fits(isRepository ? undefined : (project?.name ?? ''), filter.projects) &&
		fits(branch, filter.branches)
	);
}

/** Undefined: the question does not arise. */
function fits(text: string | undefined, patterns: readonly string[]): boolean {
	return text === undefined || patterns.length === 0 || matchesPattern(text, patterns);
}
