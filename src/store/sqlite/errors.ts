import { notKept, StoreError } from '../store';

/** SQLite's primary result codes, "Result and Error Codes", as far as a user can do something about them. */
const ADVICE: Record<number, [message: string, advice: string] | undefined> = {
	5: [
		'is in use by another process',
		'Only one n8n process can use the file. Stop the other n8n with the same user folder, or give it its own N8N_USER_FOLDER.',
	],
	8: ['cannot be written', 'Make the file and its folder writable for the user that runs n8n.'],
	10: [
		'cannot be read or written',
		'Check the disk with the file, and that the user who runs n8n can write to the file and its folder.',
	],
	11: ['is damaged', 'Move it away and restore a backup. It was not changed.'],
	13: ['cannot grow: the disk is full', 'Free disk space.'],
	14: [
		'cannot be opened',
		'Make sure that its folder exists and that the user who runs n8n can write to it (in Docker: the volume at /home/node/.n8n).',
	],
	26: ['is not a SQLite database', 'Move it away and restore a backup. It was not changed.'],
};

/** A text or a row is longer than SQLite takes, or breaks a constraint. */
const DOES_NOT_FIT = [18, 19];

/** An error of SQLite with words for the person who runs n8n; undefined for any other. */
export function explain(error: unknown, file: string): StoreError | undefined {
	const name = `The escalation store ${file}`;
	const advised = withAdvice(error, name);
	if (advised) return advised;
	const { code, errcode, message } = Object(error) as Partial<Record<string, unknown>>;
	if (DOES_NOT_FIT.includes(Number(errcode) & 0xff)) return notKept(name, error);
	// Node's own, of a database that is not open any more.
	if (code === 'ERR_INVALID_STATE') {
		return new StoreError(`${name} is closed`, 'Restart n8n.', { cause: error });
	}
	if (code !== 'ERR_SQLITE_ERROR') return undefined;
	return new StoreError(
		// Without the error's own words: n8n would put others in place of some of them.
		`${name} failed`,
		`${String(message)}. The node tries again. If the error persists, restart n8n.`,
		{ cause: error },
	);
}

function withAdvice(error: unknown, name: string): StoreError | undefined {
	const { errcode } = Object(error) as { errcode?: unknown };
	// The low byte of an extended code is the primary one.
	const advice = typeof errcode === 'number' ? ADVICE[errcode & 0xff] : undefined;
	return advice && new StoreError(`${name} ${advice[0]}`, advice[1], { cause: error });
}

/** Why the store could not be opened, whatever the reason. */
export function whyNotOpened(error: unknown, file: string): StoreError {
	if (error instanceof StoreError) return error;
	const message = error instanceof Error ? error.message : String(error);
	const name = `The escalation store ${file}`;
	return (
		withAdvice(error, name) ??
		new StoreError(
			`${name} cannot be opened: ${message}`,
			'Check that the folder exists and that the user who runs n8n can write to it.',
			{ cause: error },
		)
	);
}
