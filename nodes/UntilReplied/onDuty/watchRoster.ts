import type { ITriggerFunctions } from 'n8n-workflow';

import { refreshRoster } from '../../../src/engine/refreshRoster';
import type { Runtime } from '../../../src/runtime/runtime';
import { MINUTE } from '../../../src/time/duration';
import { askBy } from '../../shared/calendarRequest';
import { logProblem } from '../../shared/log';
import { dutyQuestion } from './onDutyOption';

const EVERY = 15 * MINUTE;

/**
 * While the workflow is published: reads the calendars of its roster anew, so
 * that the gate finds them in the store and waits for nobody's server.
 *
 * @returns what stops it.
 */
export function watchRoster(
	trigger: ITriggerFunctions,
	{ clock, rosters }: Pick<Runtime, 'clock' | 'rosters'>,
): () => void {
	const stopping = new AbortController();
	const duty = dutyQuestion(trigger, []);
	if (!duty) return () => stopping.abort();
	const node = trigger.getNode().name;
	const look = async () => {
		const found = await rosters.find(duty.roster);
		if (!found) {
			trigger.logger.warn(`"${node}" finds no roster "${duty.roster}"`);
			return;
		}
		const { problems } = await refreshRoster({ rosters, clock }, found, askBy(trigger.helpers));
		for (const { layer, problem } of problems) {
			trigger.logger.warn(
				`"${node}" goes by what the calendar of the layer "${layer}" said last: ${problem}`,
			);
		}
	};
	const watch = async () => {
		while (!stopping.signal.aborted) {
			await look().catch((error: unknown) => {
				logProblem(trigger.logger, 'warn', `"${node}" could not look after its roster`, error);
			});
			await clock.sleep(EVERY, stopping.signal);
		}
	};
	void watch();
	return () => stopping.abort();
}
