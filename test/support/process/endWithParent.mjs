/*
 * Imported into a process that a script starts: it ends with the script, even
 * when that is killed and can stop nothing.
 */
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 1_000).unref();
