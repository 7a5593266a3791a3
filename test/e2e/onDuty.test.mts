import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { faultsOf, openBrowser, openPhone, takePicture } from '../support/n8n/browser.mts';
import { Editor, takePicturesOfFailures } from '../support/n8n/editor.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { operationWorkflow } from '../support/n8n/operationWorkflows.mts';
import { ALWAYS_ONE_MORE, post, Stage } from '../support/n8n/stage.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';
import { unreplied } from '../support/sources/twtChat.mts';

/* A roster that one workflow keeps, and whom others mention by it. */

const NODE = 'n8n-nodes-until-replied.whoIsOnDuty';
const ROSTER = 'Support';

const inThreeDays = new Date(Date.now() + 3 * 24 * 60 * 60 * 1_000);
const always = { rotation: 'none', timeZone: 'UTC' };
const roster = {
	operation: 'saveRoster',
	roster: ROSTER,
	people: {
		rows: [
			{ name: 'Li Lei', weCom: 'lilei' },
			{ name: 'Han Meimei', aliases: '小韩', weCom: 'hanmeimei' },
			{ name: 'Wang Wei', weCom: 'wangwei' },
		],
	},
	shifts: {
		rows: [
			{ layer: 'primary', people: 'Li Lei', ...always },
			{ layer: 'second', people: 'Li Lei', ...always },
			{ layer: 'manager', people: 'Wang Wei', ...always },
			// ISO: Sunday is the seventh day.
			{ layer: 'night', people: 'Li Lei', ...always, weekdays: [inThreeDays.getUTCDay() || 7] },
		],
	},
};
const operations: Record<string, object> = {
	save: roster,
	onDuty: { roster: ROSTER, layer: '={{ $json.body.layer }}' },
	override: {
		operation: 'override',
		roster: ROSTER,
		layer: '={{ $json.body.layer }}',
		person: '={{ $json.body.person }}',
		until: '={{ $now.plus({ hours: 1 }) }}',
		actor: 'Ann',
	},
	getRoster: { operation: 'getRoster', roster: ROSTER },
};

const mentioning = { parameters: { mention: { onDuty: true } } };
const onDuty = (layer: string) => optionGroups({ onDuty: { roster: ROSTER, layer } });

describe('Who is on duty, on the real n8n', () => {
	let stage: Stage;
	let editor: Editor | undefined;

	takePicturesOfFailures(() => editor);
	before(async () => {
		stage = await Stage.start({ hasEditor: true });
		for (const [path, parameters] of Object.entries(operations)) {
			await stage.api.publish(
				await stage.api.createWorkflow(operationWorkflow(path, { ...parameters }, NODE)),
			);
		}
		const [saved] = await operate('save');
		assert.deepEqual(
			saved.layers.map(({ name, onDuty: names }: any) => [name, ...names]),
			[['primary', 'Li Lei'], ['second', 'Li Lei'], ['manager', 'Wang Wei'], ['night']],
		);
	});
	after(async () => {
		await editor?.close();
		await stage?.stop();
	});

	async function operate(path: string, body: object = {}): Promise<any[]> {
		return await until('the operation answers', async () => {
			const answer = await post(`${stage.n8n.url}/webhook/${path}`, JSON.stringify(body));
			return answer.status === 200 ? answer.body : undefined;
		});
	}

	/** Whom each of some messages mentions. */
	const mentioned = (messages: Array<{ body: unknown }>) =>
		messages.map(({ body }) =>
			['lilei', 'hanmeimei', 'wangwei'].filter((id) => JSON.stringify(body).includes(id)).join(),
		);

	it('is told by the node, one item for each layer', async () => {
		const items = await operate('onDuty');
		assert.deepEqual(
			items.map(({ onDuty: { layer, people } }) => [layer, ...people.map((one: any) => one.name)]),
			[['primary', 'Li Lei'], ['second', 'Li Lei'], ['manager', 'Wang Wei'], ['night']],
		);
		assert.deepEqual(items[0].onDuty.people[0].ids, { WeCom: ['lilei'] });
		const [{ body, onDuty: one }] = await operate('onDuty', { layer: 'Manager' });
		assert.deepEqual([body, one.layer, one.people.length], [{ layer: 'Manager' }, 'manager', 1]);
	});

	it('is mentioned by a reminder as it is when the reminder leaves', async () => {
		const workflow = await stage.publish({
			policy: { ...ALWAYS_ONE_MORE, options: onDuty('primary') },
			robots: mentioning,
		});
		await workflow.send(unreplied({ visitor_name: 'Ann.' }));
		await until('a reminder', () => workflow.group('Ann.').length > 0);
		assert.equal(mentioned(workflow.group('Ann.'))[0], 'lilei');
		const [{ overrides }] = await operate('override', { layer: 'primary', person: '小韩' });
		const heard = await until('a reminder for who stands in', () => {
			const found = mentioned(workflow.group('Ann.'));
			return found.includes('hanmeimei') && found;
		});
		// Once somebody stands in, nobody else is mentioned.
		assert.match(heard.join(' '), /^(lilei )+hanmeimei( hanmeimei)*$/);
		assert.deepEqual(
			[overrides[0].person, overrides[0].by, overrides[0].replaces],
			['Han Meimei', 'Ann', null],
		);
		await stage.api.unpublish(workflow.id);
	});

	it('is another layer at a further level', async () => {
		const workflow = await stage.publish({
			policy: {
				maximumReminders: 2,
				levels: { level: [{ name: 'Manager', fromReminder: 2, layer: 'manager' }] },
				options: onDuty('second'),
			},
			robots: mentioning,
			change: ({ connections }) => {
				const { main } = (connections as any)['Repeat Until Replied'];
				main.push([{ node: 'Manager group', type: 'main', index: 0 }]);
			},
		});
		await workflow.send(unreplied({ visitor_name: 'Bob.' }));
		await until('Exhausted', () => workflow.manager('Bob.').length > 1);
		assert.deepEqual(mentioned(workflow.group('Bob.')), ['lilei']);
		// Reminder 2, and that nobody replied.
		assert.deepEqual(mentioned(workflow.manager('Bob.')), ['wangwei', 'wangwei']);
	});

	it('is whoever has said to be on it, as long as that holds', async () => {
		const { robot, credential } = await stage.addGroup('Changes');
		const workflow = await stage.publish({
			policy: {
				...ALWAYS_ONE_MORE,
				options: { changesOutput: true, ...onDuty('second') },
			},
			robots: mentioning,
			changes: credential,
		});
		const path = randomUUID();
		const acknowledge = { operation: 'acknowledge', actor: '小韩' };
		await stage.api.publish(await stage.api.createWorkflow(operationWorkflow(path, acknowledge)));
		await workflow.send(unreplied({ visitor_name: 'Eve.' }));
		await until('a reminder', () => workflow.group('Eve.').length > 0);
		await operate(path, { key: 'twt:test:name=Eve.' });
		const changes = await until('it is told', () => {
			const heard = stage.weCom.messagesOf(robot.key);
			return heard.length > 0 && heard;
		});
		assert.deepEqual(mentioned(changes), ['hanmeimei']);
		await stage.api.unpublish(workflow.id);
	});

	it('is nobody: Changes and the board tell, and reminders go on', async () => {
		const { robot, credential } = await stage.addGroup('Changes');
		const workflow = await stage.publish({
			policy: {
				...ALWAYS_ONE_MORE,
				options: { changesOutput: true, ...onDuty('night') },
			},
			robots: mentioning,
			changes: credential,
		});
		await workflow.send(unreplied({ visitor_name: 'Mia.' }));
		await until('two reminders', () => workflow.group('Mia.').length > 1);
		assert.deepEqual(mentioned(workflow.group('Mia.').slice(0, 2)), ['', '']);
		const [told] = await until('it is told', () => {
			const heard = stage.weCom.messagesOf(robot.key);
			return heard.length > 0 && heard;
		});
		assert.match(told.content, /nobody is on duty/i);
		const { url } = await stage.boardLink();
		const board = (await (await fetch(`${url}&data=1`)).json()) as { nobodyOnDuty: unknown };
		assert.deepEqual(board.nobodyOnDuty, [{ roster: ROSTER, layer: 'night' }]);
		await stage.api.unpublish(workflow.id);
	});

	it('is overridden on the board, by a link made for it, with the name of who did it', async () => {
		const served = await stage.publish({ policy: ALWAYS_ONE_MORE });
		const path = randomUUID();
		const link = { operation: 'getBoardLink', mayChangeRosters: true };
		await stage.api.publish(await stage.api.createWorkflow(operationWorkflow(path, link)));
		const [{ url }] = await operate(path);
		const browser = await openBrowser();
		try {
			for (const phone of [false, true]) {
				const page = phone
					? (await openPhone(browser, { language: 'zh' })).page
					: await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 800 } });
				await page.goto(url);
				const row = page.locator('#on-duty li').filter({ hasText: 'second' });
				await row.waitFor();
				if (!phone) {
					await page.locator('#name').fill('Zoe');
					await row.locator('select').nth(0).selectOption('Wang Wei');
					await row.locator('select').nth(1).selectOption('4');
					await row.getByRole('button', { name: 'Put on duty' }).click();
					await page.getByText('second: Wang Wei is on duty for 4 h.').waitFor();
				}
				await row.locator('.who').getByText('Wang Wei', { exact: true }).waitFor();
				await takePicture(page, `board-on-duty-${phone ? 'phone' : 'wide'}`);
				assert.deepEqual(await faultsOf(page), []);
				if (phone) {
					await row.getByRole('button', { name: '结束替班' }).click();
					await row.locator('.who').getByText('Li Lei', { exact: true }).waitFor();
				}
				await page.close();
			}
		} finally {
			await browser.close();
		}
		const [{ timeline }] = await operate('getRoster');
		assert.deepEqual(
			timeline.slice(-2).map(({ what, by }: any) => [what, by]),
			[
				['override', 'Zoe'],
				['removed', null],
			],
		);
		await stage.api.unpublish(served.id);
	});

	it('is entered in the panel of the node', async () => {
		editor = await Editor.open(stage.n8n.url);
		await editor.page.setViewportSize({ width: 1440, height: 2400 });
		const { id } = await stage.api.createWorkflow(
			operationWorkflow(
				randomUUID(),
				{ ...roster, shifts: { rows: roster.shifts.rows.slice(2) } },
				NODE,
			),
		);
		await editor.openWorkflow(`${stage.n8n.url}/workflow/${id}`);
		const panel = await editor.openPanel('Operation');
		for (const name of ['People', 'Shifts', 'Calendars', 'Hand-Over Time', 'WeCom User IDs']) {
			const isThere = await panel.getByText(name, { exact: true }).count();
			assert.equal(isThere > 0, name !== 'Hand-Over Time', name);
		}
		await editor.takePicture('who-is-on-duty');
		await editor.closePanel();
	});
});
