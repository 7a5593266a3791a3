import { ExplainedError } from '../explainedError';
import { RecentMap } from '../recentMap';
import { passedBetween, Pulse, systemInstant } from '../time/pulse';
import { LEASE } from './lease';

/*
 * A process that stands still sends nothing of what had passed the gate before:
 * its lease may be over, somebody else may have sent it, and somebody may have
 * replied.
 */

/** From any moment at which a process runs, the leases of what it has on its way last at least so long, in ms. */
const SHORTEST_LEASE = LEASE / 2;

/** Of this process. */
export const pulse = new Pulse(SHORTEST_LEASE);

/** It comes too late to be sent. Nothing is lost: what is still due is handed out again. */
export class TooLateError extends ExplainedError {
	constructor() {
		super(
			'Not sent, because n8n had stood still for too long',
			'Somebody may have replied meanwhile, or another n8n may have sent it. If it is still due, it is sent again. Find out why n8n stood still: its machine slept, its process was stopped, or it had not enough memory or processor time.',
		);
		this.name = 'TooLateError';
	}
}

/**
 * What lets something pass, with what came of it: nothing where that took so
 * long that its lease may be over.
 *
 * @throws {TooLateError}
 */
export async function inTime<Passed>(
	pass: () => Promise<Array<Passed | undefined>>,
	instant = systemInstant,
): Promise<Array<Passed | undefined>> {
	const beganAt = instant();
	const passed = await pass();
	const isLate = passedBetween(beganAt, instant()) > SHORTEST_LEASE;
	if (isLate && passed.some((one) => one !== undefined)) throw new TooLateError();
	return passed;
}

/** How often the process had stood still before something passed the gate, by its name, however long ago: the machine may sleep for days. */
const passages = new RecentMap<number>({ keepFor: Infinity, most: 20_000 });

/** @param pauses as the pulse counted them before the gate. */
export function notePassage(names: string[], pauses: number): void {
	for (const name of names) passages.set(name, pauses, 0);
}

/** What the pulse counted when it passed; undefined for what passed no gate in this process. */
export function passageOf(name: string): number | undefined {
	return passages.get(name, 0);
}
