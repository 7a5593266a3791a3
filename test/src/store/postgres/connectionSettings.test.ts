import { postgresSettings } from '../../../../src/store/postgres/connectionSettings';
import { StoreError } from '../../../../src/store/store';

const given = { host: 'db.example', database: 'n8n', user: 'n8n', password: 'p a/s:s@' };

test('what is not said has a default', () => {
	expect(postgresSettings(given)).toEqual({
		...given,
		port: 5_432,
		schema: 'until_replied',
		ssl: 'disable',
		ca: '',
		poolSize: 10,
	});
});

test('a password stays as it is', () => {
	expect(postgresSettings({ ...given, password: ' x ' }).password).toBe(' x ');
});

test.each([
	['host', ''],
	['database', ' '],
	['user', undefined],
	['port', 70_000],
	['schema', 'public"; DROP SCHEMA public; --'],
	['schema', 'x'.repeat(64)],
	['ssl', 'maybe'],
	['poolSize', 1],
])('%s %j is refused by its name', (name, value) => {
	const work = () => postgresSettings({ ...given, [name]: value });
	expect(work).toThrow(StoreError);
	expect(work).toThrow(`"${name}"`);
	expect(work).not.toThrow(given.password);
});
