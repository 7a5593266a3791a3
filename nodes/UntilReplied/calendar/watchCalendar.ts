import type { ITriggerFunctions } from 'n8n-workflow';

import { fetchCalendar } from '../../../src/engine/fetchCalendar';
import type { Runtime } from '../../../src/runtime/runtime';
import { uncoveredWarning, uncoveredYear } from '../../../src/time/calendar/coverage';
import { readAtOf } from '../../../src/time/calendar/calendars';
import { DAY, HOUR } from '../../../src/time/duration';
import { toActivationError } from '../../shared/nodeErrors';
import { logProblem } from '../../shared/log';
import { calendarOfNode, coverageOfNode } from './calendarOfNode';
import { askBy } from '../../shared/calendarRequest';

/** Of what is read, and of what is said in the log. */
const EVERY = DAY;
/** After it could not be read, too. */
const LOOK_EVERY = HOUR;

/**
 * While the workflow is published: reads the calendar of the node anew every
 * day, and says in n8n's log, as often, that it ends.
 *
 * @returns what stops it.
 * @throws {NodeOperationError} when it was never read and cannot be: nobody would know which days are off.
 */
export async function watchCalendar(
	trigger: ITriggerFunctions,
	{ clock, calendars }: Pick<Runtime, 'clock' | 'calendars'>,
): Promise<() => void> {
	const { name, address } = calendarOfNode(trigger);
	const stopping = new AbortController();
	if (name === null) return () => stopping.abort();
	if (address !== undefined) await calendars.load();
	const isOld = () => Math.abs(clock.now() - (readAtOf(name) ?? -Infinity)) >= EVERY;
	const read = async () => {
		if (address === undefined || !isOld()) return;
		await calendars.keep(name, await fetchCalendar(askBy(trigger.helpers), address, clock.now()));
	};
	if (readAtOf(name) === undefined) {
		await read().catch((error: unknown) => {
			throw toActivationError(trigger.getNode(), error);
		});
	}
	const node = trigger.getNode().name;
	const coverage = coverageOfNode(trigger, name);
	let toldAt = -Infinity;
	const look = async () => {
		await read().catch((error: unknown) => {
			const message = `"${node}" goes by what its calendar said last`;
			logProblem(trigger.logger, 'warn', message, error);
		});
		const now = clock.now();
		const year = uncoveredYear(coverage, now);
		if (year === undefined || Math.abs(now - toldAt) < EVERY) return;
		toldAt = now;
		trigger.logger.warn(`"${node}": ${uncoveredWarning(coverage, year)}`);
	};
	const watch = async () => {
		while (!stopping.signal.aborted) {
			await look();
			await clock.sleep(LOOK_EVERY, stopping.signal);
		}
	};
	void watch();
	return () => stopping.abort();
}
