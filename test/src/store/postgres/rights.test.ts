import { openPostgresStore } from '../../../../src/store/postgres/store';
import { commandOf, read } from '../../../support/repository/documents.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';

it('a user with the rights that docs/scaling.md gives makes the schema, and nobody else’s', async () => {
	const server = await PostgresServer.startOwn();
	try {
		await server.query('CREATE DATABASE n8n');
		const ofN8n = { ...server.settings, database: 'n8n' };
		for (const statement of commandOf('docs/scaling.md#how-to-move').trim().split('\n')) {
			await server.query(statement);
		}
		const open = async () =>
			await openPostgresStore({ ...ofN8n, user: 'until_replied', password: '…' });
		const store = await open();
		expect(
			await store.transaction(async ({ settings }) => await settings.get('any')),
		).toBeUndefined();
		const tables = await store.transaction(
			async (transaction) =>
				await transaction.query("SELECT 1 FROM pg_tables WHERE schemaname = 'until_replied'", []),
		);
		const others = ['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen'][tables.length - 13];
		expect(read('docs/scaling.md')).toContain(`on the other ${others} tables`);
		await store.close();
		await (await open()).close();
		const [{ count }] = await server.query(
			"SELECT count(*)::int AS count FROM pg_roles WHERE rolname = 'until_replied' AND NOT rolsuper AND NOT rolcreatedb",
		);
		expect(count).toBe(1);
	} finally {
		await server.stop();
	}
});
