import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { messageOf } from '../support/kills/deliveries.mts';
import type { Word } from '../support/kills/office.mts';
import { like, OfficeProcess, OfficeProgram } from '../support/kills/officeProcess.mts';
import { run } from '../support/process/run.mts';
import { commandOf } from '../support/repository/documents.mts';
import { PostgresServer } from '../support/store/postgresServer.mts';
import { postgresTools } from '../support/store/postgresTools.mts';

describe('a backup of Postgres by its own tools, as docs/backup.md has it', () => {
	let server: PostgresServer;
	let program: OfficeProgram;
	let folder: string;

	before(async () => {
		server = await PostgresServer.startOwn(undefined, postgresTools());
		await server.query('CREATE DATABASE n8n');
		program = await OfficeProgram.build(1_000);
		folder = await mkdtemp(join(tmpdir(), 'until-replied-backup-'));
	});
	after(async () => {
		program?.remove();
		await server?.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	/** As a person pastes it, on a machine whose surroundings say where the server is. */
	async function typed(command: string): Promise<void> {
		const { host, port, user } = server.settings;
		const env = {
			...process.env,
			PATH: `${postgresTools()}:${process.env.PATH}`,
			PGHOST: host,
			PGPORT: String(port),
			PGUSER: user,
		};
		await run('bash', ['-e', '-c', command], { cwd: folder, env });
	}

	const begin = async (name: string, hasClocks: boolean) => {
		const settings = { ...server.settings, database: 'n8n' };
		const office = new OfficeProcess(program, { name, settings, hasClocks });
		assert.ok(await office.says(like('ready')));
		return office;
	};

	const accepted = (office: OfficeProcess) =>
		office.words.filter(like('accepted')).flatMap(({ accepted: ids }) => ids);

	it('has all that was accepted before it, and is gone on with where it is restored', async () => {
		const office = await begin('before', false);
		let written = 0;
		const writeMore = (count: number) => {
			for (let n = 0; n < count; n += 1, written += 1) {
				office.tell({ accept: [messageOf(`customer ${written}`, Date.now())] });
			}
		};
		writeMore(200);
		const isLast = (word: Word) => accepted(office).length >= 200 && 'accepted' in word;
		assert.ok(await office.says((word): word is Word => isLast(word)));
		const before = accepted(office);
		const backingUp = typed(commandOf('docs/backup.md#postgres'));
		const writing = setInterval(() => writeMore(5), 5);
		await backingUp;
		clearInterval(writing);
		await office.kill();
		assert.ok(accepted(office).length > before.length);

		await typed(commandOf('docs/backup.md#postgres 2'));
		const next = await begin('after', true);
		const served = () =>
			new Set(
				next.words
					.filter(like('left'))
					.flatMap(({ left }) => (left.output === 'exhausted' ? [`message of ${left.key}`] : [])),
			);
		const isServed = () => before.every((id) => served().has(id));
		assert.ok(await next.says((word): word is Word => 'left' in word && isServed()));
		// What a source sends again is known, unless it came after the backup.
		next.tell({ report: true });
		const { report } = (await next.says(like('report')))!;
		assert.ok(report.endings.length >= before.length && report.endings.length <= written);
		await next.kill();
	});
});
