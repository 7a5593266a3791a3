import type { ITriggerFunctions } from 'n8n-workflow';

import { refreshMutes } from '../../src/engine/refreshMutes';
import type { Runtime } from '../../src/runtime/runtime';
import { MINUTE } from '../../src/time/duration';
import { askBy } from '../shared/calendarRequest';
import { logProblem } from '../shared/log';

const EVERY = MINUTE;

/**
 * While the workflow is published: reads the calendars of mutes anew, so that the
 * gate finds them in the store and waits for nobody's server.
 *
 * @returns what stops it.
 */
export function watchMutes(
	trigger: ITriggerFunctions,
	{ clock, store }: Pick<Runtime, 'clock' | 'store'>,
): () => void {
	const stopping = new AbortController();
	const look = async () => {
		for (const problem of await refreshMutes(store, askBy(trigger.helpers))) {
			trigger.logger.warn(`A mute goes by what its calendar said last: ${problem}`);
		}
	};
	const watch = async () => {
		while (!stopping.signal.aborted) {
			await look().catch((error: unknown) => {
				logProblem(trigger.logger, 'warn', 'The calendars of mutes could not be read', error);
			});
			await clock.sleep(EVERY, stopping.signal);
		}
	};
	void watch();
	return () => stopping.abort();
}
