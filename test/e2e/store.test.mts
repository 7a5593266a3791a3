import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DatabaseSync } from 'node:sqlite';

import { N8nApi } from '../support/n8n/n8nApi.mts';
import { N8nProcess } from '../support/n8n/n8nProcess.mts';
import { mainWorkflow } from '../support/n8n/demoWorkflow.mts';
import { Stage, withoutEditor } from '../support/n8n/stage.mts';

/** What n8n says when somebody publishes a workflow that cannot start. */
async function refusal(api: N8nApi): Promise<string> {
	const workflow = mainWorkflow({
		credentials: { group: '' },
		trigger: { authentication: 'none' },
	});
	const [trigger, escalation] = workflow.nodes;
	const withoutRobots = {
		...workflow,
		nodes: [trigger, escalation],
		connections: { 'Service Event Trigger': workflow.connections['Service Event Trigger'] },
	};
	const created = await api.createWorkflow(withoutRobots);
	const { message } = await api.publish(created).then(
		() => assert.fail('the workflow was published'),
		(error: Error) => error,
	);
	return message;
}

describe('Publishing a workflow', () => {
	let stage: Stage;
	let file: string;
	before(async () => {
		stage = await Stage.start();
		file = join(stage.n8n.options.userFolder, '.n8n', 'until-replied.sqlite');
	});
	after(async () => await stage.stop());

	it('is refused on a file that is no database, which stays as it is', async () => {
		const contents = 'Not a database, but somebody may want it. '.repeat(200);
		await writeFile(file, contents);
		assert.match(await refusal(stage.api), /is not a SQLite database\. Move it away/);
		assert.equal(await readFile(file, 'utf8'), contents);
		await rm(file);
	});

	it('is refused on a store of a newer version, which stays as it is', async () => {
		const database = new DatabaseSync(file);
		database.exec('PRAGMA user_version = 1000');
		database.close();
		const contents = await readFile(file);
		assert.match(await refusal(stage.api), /newer version .+ Update the package/);
		assert.deepEqual(await readFile(file), contents);
		await rm(file);
	});

	it('is refused by a second n8n on the same user folder', async () => {
		await stage.publish();
		const { installation, userFolder } = stage.n8n.options;
		// With one database for both, n8n lets either of them publish: the first may.
		const env = { ...withoutEditor, DB_SQLITE_DATABASE: 'second.sqlite' };
		const second = await N8nProcess.start({ installation, userFolder, env });
		try {
			const api = new N8nApi(second.url);
			await api.logIn();
			assert.match(
				await refusal(api),
				/is in use by another process\. Only one n8n process can use/,
			);
		} finally {
			await second.stop();
		}
	});
});
