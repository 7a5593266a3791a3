import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { openBrowser } from '../support/n8n/browser.mts';
import { getConversationWorkflow } from '../support/n8n/getConversationWorkflow.mts';
import { Groups } from '../support/n8n/groups.mts';
import { ImportedExample } from '../support/n8n/importedExample.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { ALWAYS_ONE_MORE, post, Stage } from '../support/n8n/stage.mts';

/** In seconds. */
const HOUR = 3_600;

/* The example nightly-backup, each report of which says when the next is due. */
describe('What is expected', () => {
	let stage: Stage;
	let groups: Groups;

	before(async () => {
		stage = await Stage.start();
		groups = await Groups.start();
	});
	after(async () => {
		await groups?.stop();
		await stage?.stop();
	});

	it('nightly-backup: nobody hears of it while it comes; the team, then the lead, when it does not; its coming ends it', async () => {
		const path = randomUUID();
		await stage.api.publish(await stage.api.createWorkflow(getConversationWorkflow(path)));
		const lookUp = async (): Promise<any> => {
			const asked = JSON.stringify({ conversationKey: 'nightly-backup' });
			return (await post(`${stage.n8n.url}/webhook/${path}`, asked)).body;
		};
		const example = await ImportedExample.publish(stage, groups, 'nightly-backup.json', (node) =>
			Object.assign(node('Repeat Until Replied').parameters, {
				...{ period: '={{ $json.body.nextIn }}', periodUnit: 'seconds' },
				...{ grace: 1, graceUnit: 'seconds' },
				...{ remindEvery: 2, remindEveryUnit: 'seconds', ...ALWAYS_ONE_MORE },
			}),
		);
		const report = async (nextIn: number) => {
			const body = JSON.stringify({ nextIn });
			assert.equal((await post(`${stage.n8n.url}/webhook/nightly-backup`, body)).status, 200);
		};
		const { url } = await stage.boardLink();

		await report(HOUR);
		await until('it is expected', async () => (await lookUp()).state === 'expected');
		const browser = await openBrowser();
		try {
			const page = await browser.newPage({ locale: 'en' });
			await page.goto(url);
			const row = page.locator('#expected li').filter({ hasText: 'Nightly backup' });
			await row.getByText('every 1 h').waitFor();
			assert.equal(await page.locator('#waiting li').count(), 0);
			assert.equal(await page.locator('#expected-count').textContent(), '1');
			// The next is due at once, and does not come.
			await report(1);
			await page.locator('#waiting li').filter({ hasText: 'Nightly backup' }).waitFor();
			await row.waitFor({ state: 'detached' });
		} finally {
			await browser.close();
		}
		await until('the lead hears of it', () => example.heard('Lead')[0]);
		const numbers = (name: string) =>
			example.heard(name).map(({ content }) => /reminder (\d)/.exec(content)?.[1]);
		assert.deepEqual(numbers('Team'), ['1', '2']);
		assert.match(
			example.heard('Team')[0].content,
			/Nightly backup did not come\. It was expected \d+ (s|min) ago/,
		);
		assert.match(example.heard('Team')[0].content, /Comes every.*\b1 s/s);

		await report(HOUR);
		await until('it came', () => example.heard('Team', 'Nightly backup came')[0]);
		const { state, expected, timeline } = await lookUp();
		assert.equal(state, 'expected');
		assert.equal(expected.periodSeconds, HOUR);
		assert.deepEqual(
			timeline.map(({ what }: any) => what),
			['opened'],
		);
		await stage.api.unpublish(example.id);
	});
});
