import { StoreError } from './store';

/** SQLite's primary result codes, "Result and Error Codes", as far as a user can do something about them. */
const ADVICE: Record<number, [message: string, hint: string] | undefined> = {
	5: [
		'is in use by another process',
		'One n8n process owns the file. Stop the other n8n that runs on the same user folder, or give it its own N8N_USER_FOLDER.',
	],
	8: ['cannot be written', 'Make the file and its folder writable for the user that runs n8n.'],
	10: [
		'cannot be read or written',
		'Check the disk that holds the file, and that the file and its folder are writable for the user that runs n8n.',
	],
	11: ['is damaged', 'Move it away and restore a backup. It was not touched.'],
	13: ['cannot grow: the disk is full', 'Free disk space.'],
	14: [
		'cannot be opened',
		'Make its folder exist and writable for the user that runs n8n (in Docker: the volume at /home/node/.n8n).',
	],
	26: ['is not a SQLite database', 'Move it away and restore a backup. It was not touched.'],
};

/** An error of SQLite with words for the person who runs n8n; undefined for any other. */
export function explained(error: unknown, file: string): StoreError | undefined {
	const { errcode } = Object(error) as { errcode?: unknown };
	// The low byte of an extended code is the primary one.
	const advice = typeof errcode === 'number' ? ADVICE[errcode & 0xff] : undefined;
	if (!advice) return undefined;
	const [message, hint] = advice;
	return new StoreError(`The escalation store ${file} ${message}`, hint, { cause: error });
}

/** Why the store could not be opened, whatever the reason. */
export function whyNotOpened(error: unknown, file: string): StoreError {
	if (error instanceof StoreError) return error;
	const message = error instanceof Error ? error.message : String(error);
	return (
		explained(error, file) ??
		new StoreError(
			`The escalation store ${file} cannot be opened: ${message}`,
			'Check that the folder exists and is writable for the user that runs n8n.',
			{ cause: error },
		)
	);
}
