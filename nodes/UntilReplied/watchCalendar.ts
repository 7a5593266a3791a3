import type { ITriggerFunctions } from 'n8n-workflow';

import { uncoveredWarning, uncoveredYear } from '../../src/time/calendar/coverage';
import type { Clock } from '../../src/time/clock';
import { DAY } from '../../src/time/duration';
import { coverageOfNode } from './calendar';

/**
 * While the workflow is published: says in n8n's log, every day, that the
 * calendar ends.
 *
 * @returns what stops it.
 */
export function watchCalendar(trigger: ITriggerFunctions, clock: Clock): () => void {
	const coverage = coverageOfNode(trigger);
	const stopping = new AbortController();
	if (coverage.calendar === null) return () => undefined;
	const watch = async () => {
		while (!stopping.signal.aborted) {
			const year = uncoveredYear(coverage, clock.now());
			if (year !== undefined) {
				const { name } = trigger.getNode();
				trigger.logger.warn(`"${name}": ${uncoveredWarning(coverage, year)}`);
			}
			await clock.sleep(DAY, stopping.signal);
		}
	};
	void watch();
	return () => stopping.abort();
}
