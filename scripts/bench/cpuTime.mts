import { readFileSync } from 'node:fs';

/** The kernel's unit in /proc, USER_HZ of "man 5 proc_pid_stat"; 100 on every Linux that runs n8n. */
const TICKS_PER_SECOND = 100;

/**
 * Seconds of processor time that a process has used so far, in all its threads.
 * Other programs on the machine do not change it much, as they do a rate.
 * `undefined` where there is no /proc.
 */
export function cpuSeconds(pid: number): number | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The second field is the program's name in brackets and may hold blanks: the third comes after the last bracket.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
	} catch {
		return undefined;
	}
}
