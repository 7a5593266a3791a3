import {
	chmodSync,
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	realpathSync,
	statSync,
	type Stats,
} from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o600;
const FOR_OTHERS = 0o077;

/** The database, and what SQLite may put beside it ("Temporary Files Used By SQLite"). */
const SUFFIXES = ['', '-wal', '-shm', '-journal'];

/**
 * Makes the file, with its folder, where it is missing: for its owner only,
 * whatever the umask is. SQLite gives what it makes beside it the same mode.
 */
export function makeFile(file: string): void {
	makeFolder(dirname(file));
	try {
		// One that is there is not opened: to close it would let go of the locks that this process has on it.
		closeSync(openSync(file, 'wx', OWNER_ONLY));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
}

/**
 * One folder after the other, each asked for once: Node's own `recursive` tries
 * for ever where a file system takes no folder and says ENOENT, though the one
 * above is there, as /proc does.
 */
function makeFolder(folder: string): void {
	const missing: string[] = [];
	for (let path = folder; !existsSync(path) && dirname(path) !== path; path = dirname(path)) {
		missing.push(path);
	}
	for (const path of missing.toReversed()) {
		try {
			mkdirSync(path, { mode: 0o700 });
		} catch (error) {
			// Somebody else made it meanwhile.
			const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory();
			if (!isThere) throw error;
		}
	}
}

/** Where the file is that a link leads to: SQLite puts its log beside that one. */
export function placeOf(file: string): string {
	return realpathSync(file);
}

/**
 * Takes from everybody but the owner what a file allowed them that was there before.
 *
 * @returns what is left to a person, where the file system does not let us.
 */
export function closeToOthers(file: string): string | undefined {
	// There is no mode: the rights of the user's folder are handed down to it.
	if (process.platform === 'win32') return undefined;
	const open = SUFFIXES.map((suffix) => `${file}${suffix}`).filter(isOpenToOthers);
	const reasons = open.flatMap((path) => {
		const reason = chmodFailure(path);
		return reason === undefined && !isOpenToOthers(path) ? [] : [reason ?? 'without effect'];
	});
	if (reasons.length === 0) return undefined;
	return `Other users of this machine can read the escalation store ${file}, which contains customers' words and the key of links: its mode cannot be set to 0600 (${reasons[0]}). Restrict access to its folder, or move it to a file system that supports modes.`;
}

function isOpenToOthers(path: string): boolean {
	const stats: Stats | undefined = statSync(path, { throwIfNoEntry: false });
	return stats !== undefined && (stats.mode & FOR_OTHERS) !== 0;
}

function chmodFailure(path: string): string | undefined {
	try {
		chmodSync(path, OWNER_ONLY);
		return undefined;
	} catch (error) {
		return String((error as NodeJS.ErrnoException).code);
	}
}
