import { inspect } from 'node:util';

import { postgresSettings } from '../../../../src/store/postgres/connectionSettings';
import { StoreError } from '../../../../src/store/store';

const given = { host: 'db.example', database: 'n8n', user: 'n8n', password: 'p a/s:s@' };

test('what is not said has a default', () => {
	expect(postgresSettings(given)).toEqual({
		...given,
		port: 5_432,
		schema: 'until_replied',
		ssl: 'automatic',
		ca: '',
		poolSize: 10,
	});
});

test('a password stays as it is', () => {
	expect(postgresSettings({ ...given, password: ' x ' }).password).toBe(' x ');
});

test.each([
	['host', ''],
	['host', 'postgres://n8n:p a/s:s@@db.example/n8n'],
	['host', 'n8n:p@db.example'],
	['host', 'db.example/n8n'],
	['host', 'postgres:5432'],
	['ca', '/etc/ssl/ca.pem'],
	['database', ' '],
	['host', `postgres://n8n:${given.password}@db.example:5432/n8n`],
	['database', `postgresql://n8n:${given.password}@db.example/n8n`],
	['user', undefined],
	['port', 70_000],
	['schema', 'public"; DROP SCHEMA public; --'],
	['schema', 'x'.repeat(64)],
	...['public', 'information_schema', 'pg_catalog', 'pg_toast', 'pg_temp_3', 'pg_'].map(
		(schema): [string, string] => ['schema', schema],
	),
	['ssl', 'maybe'],
	['poolSize', 1],
])('%s %j is refused by its name', (name, value) => {
	const work = () => postgresSettings({ ...given, [name]: value });
	expect(work).toThrow(StoreError);
	expect(work).toThrow(`"${name}"`);
	let told = '';
	try {
		work();
	} catch (error) {
		told = inspect(error, { depth: Infinity, showHidden: true });
	}
	expect(told).not.toContain(given.password);
});

test('a schema that others use is refused with a sentence', () => {
	expect(() => postgresSettings({ ...given, schema: ' public ' })).toThrow(
		'"schema" must be a separate schema: everyone who uses the database shares "public", and "pg_…" and "information_schema" belong to Postgres',
	);
});

test.each(['public_2', 'my_public', 'pgstore', 'until_replied'])(
	'the schema "%s" is not',
	(schema) => {
		expect(postgresSettings({ ...given, schema })).toMatchObject({ schema });
	},
);

test.each([
	'localhost',
	'db_1',
	'db.example.com.',
	'10.0.0.5',
	'::1',
	'fe80::1%eth0',
	'/var/run/pg',
])('the host "%s" is one', (host) => {
	expect(postgresSettings({ ...given, host })).toMatchObject({ host });
});
