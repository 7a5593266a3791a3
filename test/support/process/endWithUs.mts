import { spawn, type ChildProcess } from 'node:child_process';

/** `$1`: our process; `$2`: the server's; `$3`: what it leaves behind. */
const WATCH = `
	while kill -0 "$2"; do
		kill -0 "$1" || { kill -9 "$2"; rm -rf "$3"; exit; }
		sleep 1
	done`;

/**
 * A server that somebody else wrote does not notice that who started it was
 * killed, and would go on for ever: a process of its own ends it then.
 *
 * @param folder of the server, which is removed then.
 */
export function endWithUs({ pid }: ChildProcess, folder: string): void {
	const watcher = spawn('sh', ['-c', WATCH, 'sh', String(process.pid), String(pid), folder], {
		detached: true,
		stdio: 'ignore',
	});
	watcher.unref();
}
