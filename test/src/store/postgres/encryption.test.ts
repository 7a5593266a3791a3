import dns from 'node:dns';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { rootCertificates } from 'node:tls';

import { automaticFor, isCertificates } from '../../../../src/store/postgres/encryption';
import type { PostgresSettings } from '../../../../src/store/postgres/connectionSettings';
import { openPostgresStore } from '../../../../src/store/postgres/store';
import { StoreError } from '../../../../src/store/store';
import { Certificates, type ServerCertificate } from '../../../support/store/certificates.mts';
import { PostgresServer } from '../../../support/store/postgresServer.mts';

describe('by default', () => {
	test.each([
		// Names that are looked up where n8n runs: Compose, Kubernetes, the same machine.
		'postgres',
		'POSTGRES',
		'db_1',
		'postgres.',
		'localhost',
		// RFC 6761.
		'db.localhost',
		// As Render names a database within its network.
		'dpg-cn1l9hi1hbls73e5u3ag-a',
		// The folder of a socket; that of Google's proxy has colons.
		'/var/run/postgresql',
		'/cloudsql/my-project:europe-west1:my-db',
		// RFC 1122, RFC 1918, RFC 3927, RFC 4193, RFC 4291; IPv4 within IPv6.
		'127.0.0.1',
		'127.255.255.254',
		'0.0.0.0',
		'10.0.0.5',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.1.20',
		'169.254.10.10',
		'::1',
		'0:0:0:0:0:0:0:1',
		'fd12:3456:789a::1',
		'fe80::1%eth0',
		'::ffff:10.0.0.5',
		'::ffff:127.0.0.1',
	])('%s is not asked for a certificate', (host) => {
		expect(automaticFor(host)).toBe('disable');
	});

	test.each([
		'db.example.com',
		'db.example.com.',
		'db.internal',
		'host.docker.internal',
		'postgres.default.svc.cluster.local',
		'localhost.localdomain',
		'localhost.example.com',
		// As providers have them: RDS, Supabase, Neon, DigitalOcean's private network, Railway, Fly, EC2.
		'mydb.123456789012.us-east-1.rds.amazonaws.com',
		'aws-0-eu-central-1.pooler.supabase.com',
		'ep-cool-darkness-123456.us-east-2.aws.neon.tech',
		'private-db-postgresql-nyc3-12345.b.db.ondigitalocean.com',
		'postgres.railway.internal',
		'my-db.flycast',
		'ip-10-0-0-5.ec2.internal',
		'10.0.0.5.nip.io',
		'203.0.113.7',
		'172.15.255.255',
		'172.32.0.1',
		'192.169.0.1',
		// RFC 6598: shared between customers of a provider.
		'100.64.0.1',
		'2001:db8::1',
		'::ffff:203.0.113.7',
		// Other ways to write an address are names to us.
		'127.1',
	])('%s has to show that it is the one', (host) => {
		expect(automaticFor(host)).toBe('verify-full');
	});
});

test('what is pasted as an authority is one', () => {
	// A bundle, as providers have it; with the line ends of Windows, and remarks.
	const bundle = rootCertificates.slice(0, 20).join('\n\n# Another\n');
	expect(isCertificates(bundle)).toBe(true);
	expect(isCertificates(bundle.replaceAll('\n', '\r\n'))).toBe(true);
	expect(isCertificates(bundle.replace('MII', 'NII'))).toBe(false);
	expect(isCertificates(bundle.replaceAll('\n', '\\n'))).toBe(false);
	expect(isCertificates('')).toBe(false);
	expect(isCertificates('db.pem')).toBe(false);
	const rubbish = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
	expect(isCertificates(rubbish)).toBe(false);
});

describe('a server', () => {
	const NAME = 'db.until-replied.example';
	let certificates: Certificates;
	let server: PostgresServer;
	let good: ServerCertificate;

	beforeAll(async () => {
		certificates = new Certificates();
		good = certificates.signed(`DNS:${NAME},IP:127.0.0.1`);
		server = await PostgresServer.startOwn(['fsync=off']);
	});
	afterAll(async () => {
		await server.stop();
		certificates.remove();
	});
	beforeEach(() => {
		// Every name is a name of this machine.
		const lookup = (_host: string, options: { all?: boolean }, done: (...given: any[]) => void) =>
			options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
		jest.spyOn(dns, 'lookup').mockImplementation(lookup as never);
	});
	afterEach(() => jest.restoreAllMocks());

	/** From the next connection on. */
	async function show({ certificate, key }: ServerCertificate): Promise<void> {
		const [{ now }] = await server.query('SELECT pg_conf_load_time()::text AS now');
		await server.query(`ALTER SYSTEM SET ssl_cert_file = '${certificate}'`);
		await server.query(`ALTER SYSTEM SET ssl_key_file = '${key}'`);
		await server.query('ALTER SYSTEM SET ssl = on');
		await server.query('SELECT pg_reload_conf()');
		const loaded = "SELECT pg_conf_load_time()::text AS now, current_setting('ssl') AS ssl";
		for (;;) {
			const [row] = await server.query(loaded);
			if (row.now !== now && row.ssl === 'on') return;
		}
	}

	/** Whether our connection is encrypted, by the server's own word. */
	async function connect(changes: Partial<PostgresSettings>): Promise<boolean> {
		const store = await openPostgresStore({ ...server.settings, ssl: 'automatic', ...changes });
		try {
			return await store.transaction(async (transaction) => {
				const sql = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
				return (await transaction.query(sql, []))[0].ssl === true;
			});
		} finally {
			await store.close();
		}
	}

	async function refusal(changes: Partial<PostgresSettings>): Promise<StoreError> {
		const error: unknown = await connect(changes).catch((reason: unknown) => reason);
		if (error instanceof StoreError) return error;
		throw new Error(`Not a StoreError: ${String(error)}`);
	}

	test('that speaks no SSL is used where it is near, and refused elsewhere', async () => {
		expect(await connect({ host: 'postgres' })).toBe(false);
		expect(await connect({ host: '127.0.0.1' })).toBe(false);
		const { message, advice } = await refusal({ host: NAME });
		expect(message).toContain('does not speak SSL');
		expect(advice).toContain('Turn SSL on at the server');
		expect(advice).toContain('"Disable" in a network that only you use');
	});

	test('whose certificate is right is used, and the connection is encrypted', async () => {
		await show(good);
		const ca = good.authority;
		expect(await connect({ host: NAME, ca })).toBe(true);
		expect(await connect({ host: '127.0.0.1', ssl: 'verify-full', ca })).toBe(true);
		expect(await connect({ host: NAME, ssl: 'require' })).toBe(true);
		expect(await connect({ host: 'postgres' })).toBe(false);
	});

	test.each<[what: string, make: () => ServerCertificate, ca: boolean, message: string]>([
		['of an authority that Node does not know', () => good, false, 'of an unknown authority'],
		['of its own making', () => certificates.selfSigned(`DNS:${NAME}`), false, 'self-signed'],
		[
			'for another name',
			() => certificates.signed('DNS:other.example,IP:127.0.0.1'),
			true,
			'for another host name',
		],
		[
			'that has expired',
			() => certificates.signed(`DNS:${NAME}`, { isExpired: true }),
			true,
			'that has expired',
		],
	])('with a certificate %s is refused, with what to do', async (_what, make, knows, text) => {
		const shown = make();
		await show(shown);
		const { message, advice } = await refusal({ host: NAME, ca: knows ? shown.authority : '' });
		expect(message).toMatch(/^The escalation store /);
		expect(message).toContain(`${text}`);
		expect(advice).toContain('choose another SSL: "Disable"');
		expect(advice).toContain('"Require, Any Certificate" encrypts without verifying the server');
		expect(await connect({ host: NAME, ssl: 'require' })).toBe(true);
	});

	test('that takes no connection without SSL says what to choose', async () => {
		await show(good);
		const [{ hba_file: file }] = await server.query('SHOW hba_file');
		await server.query('CREATE ROLE picky LOGIN SUPERUSER');
		const rules = readFileSync(file, 'utf8');
		writeFileSync(file, `hostnossl all picky 127.0.0.1/32 reject\n${rules}`);
		await server.query('SELECT pg_reload_conf()');
		const refused = async () => await refusal({ host: '127.0.0.1', user: 'picky' });
		let advice = '';
		while (advice === '') advice = (await refused().catch(() => ({ advice: '' }))).advice;
		expect(advice).toContain('If the server requires SSL');
		const ca = good.authority;
		expect(await connect({ host: '127.0.0.1', user: 'picky', ssl: 'verify-full', ca })).toBe(true);
	});

	test('by an address that is not in its certificate is refused', async () => {
		const shown = certificates.signed(`DNS:${NAME},DNS:localhost,IP:127.0.0.2`);
		await show(shown);
		const { message } = await refusal({
			host: '127.0.0.1',
			ssl: 'verify-full',
			ca: shown.authority,
		});
		expect(message).toContain('for another host name');
	});

	test('of its own making is used where it is pasted', async () => {
		const shown = certificates.selfSigned(`DNS:${NAME}`);
		await show(shown);
		expect(await connect({ host: NAME, ca: shown.authority })).toBe(true);
	});

	test('that is none is told from one that speaks no SSL', async () => {
		const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
		const { port } = web.address() as { port: number };
		const { message, advice } = await refusal({ host: NAME, port });
		expect(message).toContain('does not respond like Postgres');
		expect(advice).toContain('host and port');
		web.close();
	});
});
