import { z } from 'zod';

import { StoreError } from '../store';
import { encryptions, isCertificates } from './encryption';

/** Lower-case, as the server folds an unquoted name; short enough for a name of the server. */
const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** A whole address would show its password wherever the name of the server is told. */
const part = z
	.string()
	.trim()
	.min(1, 'is empty')
	.refine((text) => !text.includes('://'), {
		error: 'is an address. Enter host, port, database, user and password each in its own field',
	});

/**
 * Schemas in which others have tables of their own: everybody who uses the
 * database, n8n among them, and the server itself.
 */
const NOT_OURS = /^(public|information_schema|pg_.*)$/;

/** The folder of a socket, a name or an address. No URL: those may have a password in them, which errors would show. */
const HOST = /^(\/.*|[^\s/@:]+|[\da-f:.]+(%\w+)?)$/i;

/** Where the Postgres store is and how to reach it. */
const settingsSchema = z.object({
	host: part.regex(HOST, 'has to be a host name or an address alone: no user, password or port'),
	port: z.coerce.number().int().min(1).max(65_535).default(5_432),
	database: part,
	schema: z
		.string()
		.trim()
		.regex(NAME, 'has to be of small letters, digits and underscores')
		.refine(
			(name) => !NOT_OURS.test(name),
			'must be a separate schema: everyone who uses the database shares "public", and "pg_…" and "information_schema" belong to Postgres',
		)
		.default('until_replied'),
	user: part,
	password: z.string().default(''),
	ssl: z.enum(encryptions).default('automatic'),
	/** PEM; empty for the authorities that Node knows. */
	ca: z
		.string()
		.trim()
		.refine((pem) => pem === '' || isCertificates(pem), 'must be a certificate in PEM format')
		.default(''),
	/** Connections of one n8n process at most: to listen, to work, and one for what is urgent at least. */
	poolSize: z.coerce.number().int().min(3).max(1_000).default(10),
});

export type PostgresSettings = z.infer<typeof settingsSchema>;

/** @throws {StoreError} that names what is missing or wrong. */
export function postgresSettings(given: unknown): PostgresSettings {
	const parsed = settingsSchema.safeParse(given);
	if (parsed.success) return parsed.data;
	const [{ path, message }] = parsed.error.issues;
	throw new StoreError(
		`The escalation store (Postgres) cannot be reached with its credential: "${path.join('.')}" ${message}`,
		'Correct the credential "Postgres Store API".',
	);
}

/** n8n's own database may be away: as a failure of the store, so that the event is delivered again. @throws {StoreError} */
export function credentialNotGiven(error: Error): never {
	throw new StoreError(
		'The escalation store (Postgres) cannot be reached without its credential',
		`n8n did not provide it: ${error.message}. Choose the credential in the node, and check that n8n can reach its own database.`,
		{ cause: error },
	);
}
