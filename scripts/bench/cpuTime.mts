import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The kernel's unit in /proc, USER_HZ of "man 5 proc_pid_stat"; 100 on every Linux that runs n8n. */
const TICKS_PER_SECOND = 100;

/**
 * Seconds of processor time that a process has used so far, in all its threads.
 * Other programs on the machine change it less than they do a rate. `undefined`
 * where there is no /proc.
 */
export function cpuSeconds(pid: number): number | undefined {
	const times = timesOf(pid);
	return times && times.own;
}

/** Sees what other programs do while we measure. */
export class OtherPrograms {
	private readonly begun = { at: performance.now(), busy: busySeconds(), ours: oursSoFar() };

	/** How many cores they kept busy on average, so far; to be asked when our child processes have ended. */
	busyCores(): number | undefined {
		const { at, busy, ours } = this.begun;
		const oursNow = oursSoFar();
		if (ours === undefined || oursNow === undefined) return undefined;
		const seconds = (performance.now() - at) / 1_000;
		return Math.max(0, (busySeconds() - busy - (oursNow - ours)) / seconds);
	}
}

/** Of all cores, since the machine was started. */
function busySeconds(): number {
	return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys, 0) / 1_000;
}

function oursSoFar(): number | undefined {
	const times = timesOf(process.pid);
	return times && times.own + times.endedChildren;
}

function timesOf(pid: number): { own: number; endedChildren: number } | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The second field is the program's name in brackets and may hold blanks: the third comes after the last bracket.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
		return {
			own: (user + system) / TICKS_PER_SECOND,
			endedChildren: (childrenUser + childrenSystem) / TICKS_PER_SECOND,
		};
	} catch {
		return undefined;
	}
}
