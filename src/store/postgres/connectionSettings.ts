import { z } from 'zod';

import { StoreError } from '../store';

/** Lower-case, as the server folds an unquoted name; short enough for a name of the server. */
const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * Where the Postgres store is and how to reach it. `ssl` in libpq's words:
 * `require` encrypts and trusts any certificate, `verify-full` checks it.
 */
const settingsSchema = z.object({
	host: z.string().trim().min(1, 'is empty'),
	port: z.coerce.number().int().min(1).max(65_535).default(5_432),
	database: z.string().trim().min(1, 'is empty'),
	schema: z
		.string()
		.trim()
		.regex(NAME, 'has to be of small letters, digits and underscores')
		.default('until_replied'),
	user: z.string().trim().min(1, 'is empty'),
	password: z.string().default(''),
	ssl: z.enum(['disable', 'require', 'verify-full']).default('disable'),
	/** PEM; empty for the authorities that Node knows. */
	ca: z.string().trim().default(''),
	/** Connections of one n8n process at most. */
	poolSize: z.coerce.number().int().min(2).max(1_000).default(10),
});

export type PostgresSettings = z.infer<typeof settingsSchema>;

/** @throws {StoreError} that names what is missing or wrong. */
export function postgresSettings(given: unknown): PostgresSettings {
	const parsed = settingsSchema.safeParse(given);
	if (parsed.success) return parsed.data;
	const [{ path, message }] = parsed.error.issues;
	throw new StoreError(
		`The escalation store (Postgres) cannot be reached with its credential: "${path.join('.')}" ${message}`,
		'Correct the credential "Until Replied Postgres".',
	);
}

/** n8n's own database may be away: as a failure of the store, so that the event is delivered again. @throws {StoreError} */
export function credentialNotGiven(error: Error): never {
	throw new StoreError(
		'The escalation store (Postgres) cannot be reached without its credential',
		`n8n did not give it: ${error.message}. Choose the credential in the node, and look whether n8n reaches its own database.`,
		{ cause: error },
	);
}
