/*
 * Runs before the npm scripts that need the development dependencies, with
 * whatever Node the machine has: installs them where that was not done yet for
 * the lockfile as it is now. What npm says of it goes to a file, which stays and
 * is named when npm fails.
 *
 * Install scripts stay off (one insists on pnpm, one compiles what nothing here
 * uses), except that of `node`, which brings the Node version that the rest of
 * the scripts run on.
 *
 * Not `npm ci`: it refuses a lockfile that lacks another platform's binaries,
 * and a lockfile has only those that the registry had when it was written.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
/** The lockfile that the installed modules came from. */
const installed = join(root, 'node_modules', '.installed-lockfile.json');
const logFile = join(tmpdir(), `until-replied-install-${process.pid}.log`);
/** Lines of npm's errors that are shown; the log has the rest. */
const MOST_SHOWN = 10;

async function npm(...parameters) {
	const log = openSync(logFile, 'a');
	const child = spawn('npm', parameters, {
		cwd: root,
		stdio: ['ignore', log, log],
		shell: process.platform === 'win32',
	});
	closeSync(log);
	const ended = await once(child, 'exit').catch((error) => [error.message]);
	if (ended[0] === 0) return;
	const said = readFileSync(logFile, 'utf8').split('\n');
	const errors = said.filter((line) => line.startsWith('npm error')).slice(0, MOST_SHOWN);
	console.error(
		[
			`\nnpm ${parameters.join(' ')} failed (${ended[0] ?? ended[1]}). It needs the npm registry.`,
			...errors,
			`All that npm said is in ${logFile}`,
		].join('\n'),
	);
	process.exit(1);
}

/** Says how long it takes already: in one line on a terminal, now and then elsewhere. */
function showProgress(what) {
	const { isTTY } = process.stdout;
	const startedAt = Date.now();
	const seconds = () => Math.round((Date.now() - startedAt) / 1_000);
	if (!isTTY) console.log(`${what} (a minute or two)`);
	const timer = setInterval(
		() => {
			if (isTTY) process.stdout.write(`\r${what} … ${seconds()} s (a minute or two)`);
			else console.log(`  … ${seconds()} s`);
		},
		isTTY ? 1_000 : 15_000,
	);
	return () => {
		clearInterval(timer);
		if (isTTY) process.stdout.write(`\r\x1b[K${what}: done in ${seconds()} s\n`);
	};
}

if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lockfile) {
	const end = showProgress('Installing the development dependencies');
	// Until they are there, and a new file afterwards: this one may be linked to others.
	rmSync(installed, { force: true });
	// The lockfile says which versions: what npm keeps of them need not be asked for again.
	await npm(
		'install',
		'--no-save',
		'--ignore-scripts',
		'--no-fund',
		'--no-audit',
		'--prefer-offline',
	);
	await npm('rebuild', 'node');
	writeFileSync(installed, lockfile);
	rmSync(logFile, { force: true });
	end();
}
