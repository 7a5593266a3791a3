import type { Logger } from 'n8n-workflow';

import { foreignWords } from '../../src/secrets/foreignWords';
import { plainError } from '../../src/secrets/plainError';

/**
 * Writes what went wrong into n8n's log. Of the error only words, code, stack
 * and causes: libraries hang the row that did not fit, or the connection with
 * its password, onto theirs, and others than the owner of a credential read logs.
 */
export function logProblem(
	logger: Logger,
	level: 'error' | 'warn',
	message: string,
	error: unknown,
): void {
	logger[level](`${message}: ${wordsOf(error)}`, { error: plainError(error, eachLine) });
}

/** n8n prints nothing but the message, unless it is told to debug. */
function wordsOf(error: unknown): string {
	return foreignWords(plainError(error, String).message);
}

/** A stack has many, each as long as a path. */
function eachLine(text: string): string {
	return text.split('\n').map(foreignWords).join('\n');
}
