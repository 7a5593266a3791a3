import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { N8nProcess, type N8nCommand } from './n8nProcess.mts';
import { installPackage } from './package.mts';
import { FakeWeCom } from '../robots/weCom/fakeWeCom.mts';
import { PostgresServer } from '../store/postgresServer.mts';
import { RedisServer } from './redisServer.mts';
import { keepLog, Stage, withoutEditor } from './stage.mts';

/**
 * n8n in queue mode with the packed package: one main, one webhook processor
 * and two workers, on a Postgres and a Redis of their own. Whoever starts it
 * stops it.
 */
export class QueueStage {
	readonly postgres: PostgresServer;

	readonly redis: RedisServer;

	readonly main: N8nProcess;

	readonly webhooks: N8nProcess;

	readonly workers: N8nProcess[];

	/** What a test does with the main's editor and the webhook processor's address. */
	readonly stage: Stage;

	private constructor(
		servers: { postgres: PostgresServer; redis: RedisServer },
		[main, webhooks, ...workers]: N8nProcess[],
		stage: Stage,
	) {
		this.postgres = servers.postgres;
		this.redis = servers.redis;
		this.main = main;
		this.webhooks = webhooks;
		this.workers = workers;
		this.stage = stage;
	}

	static async start(): Promise<QueueStage> {
		const { UNTIL_REPLIED_N8N: installation, UNTIL_REPLIED_TARBALL: tarball } = process.env;
		if (!installation || !tarball)
			throw new Error('Run the end-to-end tests by "npm run test:e2e"');
		// As durable as it comes.
		const postgres = await PostgresServer.start([]);
		const redis = await RedisServer.start();
		const env = environment(postgres, redis);
		const begin = async (command: N8nCommand) => {
			const userFolder = await mkdtemp(join(tmpdir(), `until-replied-n8n-${command}-`));
			await installPackage(tarball, userFolder);
			return await N8nProcess.start({ installation, userFolder, env, command });
		};
		// The main makes the tables of n8n.
		const main = await begin('start');
		const others = await Promise.all([begin('webhook'), begin('worker'), begin('worker')]);
		const weCom = await FakeWeCom.start({ robots: [], messagesPerMinute: Infinity });
		const stage = new Stage(main, weCom, others[0].url);
		await stage.api.logIn();
		return new QueueStage({ postgres, redis }, [main, ...others], stage);
	}

	get processes(): N8nProcess[] {
		return [this.main, this.webhooks, ...this.workers];
	}

	async stop(): Promise<void> {
		// A worker that is asked to end waits for what may never come.
		await Promise.all(this.processes.map(async (n8n) => await n8n.kill()));
		for (const n8n of this.processes) {
			await keepLog(n8n);
			await rm(n8n.options.userFolder, { recursive: true, force: true });
		}
		await this.stage.weCom.stop();
		await this.redis.stop();
		await this.postgres.stop();
	}

	/** A credential for the Postgres store, in n8n's own database. */
	async storeCredential(): Promise<string> {
		return await this.stage.api.createCredential('Postgres', 'postgresStoreApi', {
			...this.postgres.settings,
		});
	}
}

function environment({ settings }: PostgresServer, redis: RedisServer): NodeJS.ProcessEnv {
	return {
		...withoutEditor,
		EXECUTIONS_MODE: 'queue',
		// As n8n 3 always does.
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		// A test restarts Redis; n8n would give up after 10 s without it.
		QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD: '60000',
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		// What is lost of n8n's own executions, when its database crashes, is given up after that.
		EXECUTIONS_TIMEOUT: '20',
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: settings.host,
		DB_POSTGRESDB_PORT: String(settings.port),
		DB_POSTGRESDB_DATABASE: settings.database,
		DB_POSTGRESDB_USER: settings.user,
		DB_POSTGRESDB_PASSWORD: settings.password,
	};
}
