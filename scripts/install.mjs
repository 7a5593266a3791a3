/*
 * Runs before the npm scripts that need the development dependencies, with
 * whatever Node the machine has: installs them where that was not done yet for
 * the lockfile as it is now.
 *
 * Install scripts stay off (one insists on pnpm, one compiles what nothing here
 * uses), except that of `node`, which brings the Node version that the rest of
 * the scripts run on.
 *
 * Not `npm ci`: it refuses a lockfile that lacks another platform's binaries,
 * and a lockfile has only those that the registry had when it was written.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
/** The lockfile that the installed modules came from. */
const installed = join(root, 'node_modules', '.installed-lockfile.json');

function npm(...parameters) {
	const { status, error } = spawnSync('npm', parameters, {
		cwd: root,
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	if (status !== 0) {
		console.error(
			`npm ${parameters.join(' ')} failed${error ? `: ${error.message}` : ''}. It needs the npm registry.`,
		);
		process.exit(1);
	}
}

if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lockfile) {
	console.log('Installing the development dependencies (about a minute)');
	// Until they are there, and a new file afterwards: this one may be linked to others.
	rmSync(installed, { force: true });
	// The lockfile says which versions: what npm keeps of them need not be asked for again.
	npm('install', '--no-save', '--ignore-scripts', '--no-fund', '--no-audit', '--prefer-offline');
	npm('rebuild', 'node');
	writeFileSync(installed, lockfile);
}
