import { own } from '../../own';
import type { PostgresSettings } from './connectionSettings';
import { encryptionAdvice } from './encryption';
import { SECOND } from '../../time/duration';
import { Scrubber } from '../../secrets/scrubber';
import { notKept, StoreError } from '../store';

/** Appendix A of the PostgreSQL documentation, "PostgreSQL Error Codes", and Node's, as far as a user can do something about them. */
const ADVICE: Record<string, [message: string, advice: string]> = {
	'28000': [
		'refuses the user',
		'Check user and database in the credential, and pg_hba.conf. If the server requires SSL, as most managed databases do, set SSL to "Verify Full".',
	],
	'28P01': ['refuses the password', 'Correct the password in the credential.'],
	'3D000': ['has no such database', 'Create the database, or correct its name in the credential.'],
	'42501': [
		'does not let the user do this',
		'Grant the user the rights listed in docs/scaling.md: CREATE on the database, or on a schema that you created for it.',
	],
	'25006': ['takes no writes', 'Connect to the primary server, not to a standby.'],
	'25P03': [
		'ended a transaction that n8n did not go on with',
		'n8n was unresponsive for seconds, again and again. Check the load and the memory of its machine.',
	],
	'40001': ['is busy', 'Look for what holds locks for long: pg_stat_activity shows it.'],
	'40P01': ['is busy', 'Look for what holds locks for long: pg_stat_activity shows it.'],
	'53100': ['cannot grow: its disk is full', 'Free disk space on the server.'],
	'53200': ['is out of memory', 'Raise max_locks_per_transaction or the memory of the server.'],
	'53300': [
		'has no connection left',
		'Lower "Pool Size" in the credential (each n8n process opens that many), or raise max_connections.',
	],
	'55P03': ['is busy', 'Look for a transaction that holds locks: pg_stat_activity shows them.'],
	'57014': [
		'ended a statement for its time limit',
		'The statement ran for more than 10 minutes, or somebody cancelled it. Find out what keeps the server busy: pg_stat_activity shows it.',
	],
	'57P03': ['is starting', 'It is tried again.'],
	'58030': ['cannot read or write its disk', 'Check the disk of the server.'],
	ENOTFOUND: ['has a host name that nobody knows', 'Correct the host in the credential.'],
};

const NETWORK = [
	['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EADDRNOTAVAIL'],
	['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EAI_AGAIN', 'EAI_FAIL'],
	['EACCES', 'EPERM', 'ENOENT', 'ENOMEM'],
].flat();
/** The driver's own words; it has no codes for these. */
const LOST =
	/Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed)/;
/** Data exceptions, broken constraints and program limits: what was to be kept is at fault, and would be again. */
const DOES_NOT_FIT = /^(22|23|54)...$/;

/** The driver's own words for a pool of which all connections are in use. */
const BUSY = 'timeout exceeded when trying to connect';

/** Nothing came from the server in time, and nobody can say whether it ever got what was asked. */
export class SilentConnection extends Error {
	constructor(readonly limit: number) {
		super(`No answer within ${limit} ms`);
	}
}

/** The connection broke or fell silent at the commit: nobody can say whether it happened. */
export class OutcomeUnknown extends Error {
	constructor(cause: unknown) {
		super('The connection was lost at the commit', { cause });
	}
}

function codeOf(error: unknown): string {
	const { code } = Object(error) as { code?: unknown };
	return typeof code === 'string' ? code : '';
}

/**
 * Two transactions stood in each other's way, or this one stood still for so
 * long that the server ended it: nothing stays of it, and it may be tried again.
 */
export function isConflict(error: unknown): boolean {
	return ['40001', '40P01', '55P03', '25P03'].includes(codeOf(error));
}

/** The server may have ended a transaction that this process did not go on with: it said so, or could not any more. */
export function mayBeLongPause(error: unknown): boolean {
	return codeOf(error) === '25P03' || isLostConnection(error);
}

/** The server ended a statement for its time; nothing stays of the transaction. */
export function isTooSlow(error: unknown): boolean {
	return codeOf(error) === '57014';
}

/** What the server says instead of committing: nothing stays of the transaction. By codes, because severities are translated. */
export function isRefusal(error: unknown): boolean {
	return isConflict(error) || isTooSlow(error) || DOES_NOT_FIT.test(codeOf(error));
}

/** The server went away, is not there yet, or cannot be reached. */
export function isLostConnection(error: unknown): boolean {
	if (error instanceof SilentConnection) return true;
	const code = codeOf(error);
	if (code.startsWith('08') || NETWORK.includes(code)) return true;
	// Shut down by an administrator, after a crash, or not started yet.
	if (['57P01', '57P02', '57P03'].includes(code)) return true;
	return error instanceof Error && LOST.test(error.message);
}

/**
 * With words for the person who runs n8n, and without the password, or the row
 * that the driver hangs onto its errors. Whatever has a code is the server's,
 * the driver's or the network's; an error of our own has none and stays as it is.
 */
export function explainedPostgres(thrown: unknown, settings: PostgresSettings): unknown {
	if (thrown instanceof StoreError) return thrown;
	if (thrown instanceof OutcomeUnknown) return unknownOutcome(thrown, settings);
	const error = new Scrubber([settings.password]).error(thrown);
	const { host, port, database } = settings;
	const name = `The escalation store (Postgres ${host}:${port}, database "${database}")`;
	const advice = own(ADVICE, codeOf(error)) ?? encryptionAdvice(error);
	if (advice) return new StoreError(`${name} ${advice[0]}`, advice[1], { cause: error });
	if (thrown instanceof SilentConnection) {
		return new StoreError(
			`${name} does not answer`,
			`Nothing came from it for ${thrown.limit / SECOND} seconds. Check the server, and the network between it and n8n: firewalls and proxies may drop connections without closing them. The node tries again with a new connection.`,
			{ cause: error },
		);
	}
	if (error instanceof Error && error.message === BUSY) {
		return new StoreError(
			`${name} is busy: all connections of this n8n process are in use`,
			'Raise "Pool Size" in the credential, or find out what keeps the server busy: pg_stat_activity shows it.',
			{ cause: error },
		);
	}
	if (isLostConnection(error)) {
		return new StoreError(
			`${name} cannot be reached`,
			'Check host and port in the credential. Make sure that the server is running and accepts connections from n8n.',
			{ cause: error },
		);
	}
	const code = codeOf(error);
	if (code === '') return thrown;
	if (DOES_NOT_FIT.test(code)) return notKept(name, error);
	return new StoreError(
		// Without the error's own words: n8n would put others in place of some of them.
		`${name} failed`,
		`${error.message}. Look for "${code}" in the log of the Postgres server. The node tries again.`,
		{ cause: error },
	);
}

function unknownOutcome({ cause }: OutcomeUnknown, settings: PostgresSettings): unknown {
	const explained = explainedPostgres(cause, settings);
	if (!(explained instanceof StoreError)) return explained;
	const { message, advice } = explained;
	return new StoreError(
		message,
		`${advice} It was lost while it stored a change: the change may be stored or not, and what is tried again counts once.`,
		{ cause: explained.cause },
	);
}
