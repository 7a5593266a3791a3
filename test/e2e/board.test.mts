import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Browser, Page } from 'playwright-core';
import { request } from 'undici';

import { operationWorkflow } from '../support/n8n/demoWorkflow.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { faultsOf, openBrowser, openPhone, takePicture } from '../support/n8n/browser.mts';
import { post, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { unreplied } from '../support/sources/twtChat.mts';

describe('the board', () => {
	let stage: Stage;
	let browser: Browser;
	let workflow: PublishedWorkflow;
	let url: string;

	before(async () => {
		stage = await Stage.start({ env: { GENERIC_TIMEZONE: 'Asia/Shanghai' } });
		workflow = await stage.publish({
			policy: { firstReminderAfter: 1, firstReminderAfterUnit: 'hours' },
		});
		({ url } = await stage.boardLink());
		browser = await openBrowser();
	});
	after(async () => {
		await browser?.close();
		await stage?.stop();
	});

	async function customer(name: string, message = 'Hello?'): Promise<void> {
		const now = Math.floor(Date.now() / 1_000);
		const body = unreplied({ visitor_name: name, message_content: message, created_at: now });
		const { accepted, duplicates } = (await workflow.send(body)).body;
		assert.equal(accepted + duplicates, 1);
	}

	const row = (page: Page, name: string) =>
		page.locator('#waiting li').filter({ has: page.getByText(name, { exact: true }) });

	it('shows what was reminded, and what has ended', async () => {
		const impatient = await stage.publish({ policy: { maximumReminders: 2 } });
		const body = unreplied({ visitor_name: 'Dora', created_at: Math.floor(Date.now() / 1_000) });
		assert.equal((await impatient.send(body)).body.accepted, 1);
		await until('nobody replied to Dora', () => impatient.manager('Dora').length > 0);
		const page = await browser.newPage({ locale: 'en' });
		await page.goto(url);
		await page.locator('#reminders-summary').getByText('2 in total').waitFor();
		await page.locator('#ended').getByText('Dora', { exact: true }).waitFor();
		await page.close();
	});

	for (const [language, name, others, acknowledge, replied, sure] of [
		['en', 'Ann', ['Bob', 'Cleo'], "I'm on it", 'Mark as replied', 'Really mark as replied?'],
		['zh', '王小明', ['李华', '张伟'], '我来处理', '标记为已回复', '确认标记为已回复？'],
	] as const) {
		it(`is there for a wide screen too: ${language}`, async () => {
			const [waiting, answered] = others;
			const isChinese = language === 'zh';
			await customer(answered);
			await customer(name, isChinese ? '发票开错了，可以重开吗？' : 'Where is my order 4711?');
			await customer(waiting, isChinese ? '有人在吗？' : 'Is anybody there?');
			const context = await browser.newContext({
				viewport: { width: 1280, height: 800 },
				locale: language,
			});
			const page = await context.newPage();
			await page.goto(url);
			await page.getByRole('textbox').fill('Li Lei');
			await row(page, name).getByRole('button', { name: acknowledge }).click();
			await row(page, name).getByText('Li Lei').waitFor();
			await row(page, waiting).waitFor();
			await row(page, answered).getByRole('button', { name: replied }).click();
			await row(page, answered).getByRole('button', { name: sure }).click();
			await page.locator('#ended').getByText(answered, { exact: true }).waitFor();
			await page.locator('#reminders svg').waitFor();
			// What was pressed a moment ago, also on a machine on which reading takes long.
			await page
				.locator('#sums .answered dd')
				.getByText(/^[1-9]/)
				.waitFor();
			await takePicture(page, `board.${language}`);
			// Who is waiting in one language would wait in the picture of the other.
			for (const left of [name, waiting]) {
				await row(page, left).getByRole('button', { name: replied }).click();
				await row(page, left).getByRole('button', { name: sure }).click();
				await row(page, left).waitFor({ state: 'detached' });
			}
			await context.close();
		});
	}

	for (const [language, acknowledge, replied, sure] of [
		['en-GB', "I'm on it", 'Mark as replied', 'Really mark as replied?'],
		['zh-CN', '我来处理', '标记为已回复', '确认标记为已回复？'],
	]) {
		for (const colorScheme of ['light', 'dark'] as const) {
			it(`shows who waits, and does what is pressed: ${language}, ${colorScheme}`, async () => {
				const name = `${language}-${colorScheme}`;
				const hostile = `<img src=x onerror="document.title='hacked'"> ${name}`;
				const { page, close } = await openPhone(browser, { language, colorScheme });
				await page.goto(url);
				await customer(name);
				await customer(hostile, '<script>alert(1)</script>');
				// By itself.
				await row(page, name).waitFor();
				await row(page, hostile).waitFor();
				await page.getByRole('textbox').fill('Li Lei');
				await row(page, name).getByRole('button', { name: acknowledge }).tap();
				await row(page, name).getByText('Li Lei').waitFor();
				await page.locator('#reminders svg').waitFor();
				assert.deepEqual(await faultsOf(page), []);
				await takePicture(page, `board-${name}`);

				const button = row(page, name).getByRole('button', { name: replied });
				await button.focus();
				await page.keyboard.press('Enter');
				await row(page, name).getByRole('button', { name: sure }).waitFor();
				await page.keyboard.press('Enter');
				await row(page, name).waitFor({ state: 'detached' });
				await page.locator('#ended').getByText(name, { exact: true }).waitFor();
				assert.equal(await page.locator('img').count(), 0);
				assert.notEqual(await page.title(), 'hacked');
				await close();
			});
		}
	}

	it('shows one project by its address, and the last days as charts and as a table', async () => {
		const now = Math.floor(Date.now() / 1_000);
		for (const [name, project] of [
			['Xaver', 'Alps'],
			['Yvonne', 'Dunes'],
		]) {
			const body = unreplied({ visitor_name: name, property_name: project, created_at: now });
			assert.equal((await workflow.send(body)).body.accepted, 1);
		}
		const { page, close } = await openPhone(browser, {});
		await page.goto(url);
		await row(page, 'Yvonne').waitFor();
		await page.getByText('Show the numbers').click();
		await page.locator('#day-rows tr').nth(13).waitFor();
		await page.locator('#day-counts svg').waitFor();
		const project = page.getByLabel('Project', { exact: true });
		await project.selectOption('Alps');
		await row(page, 'Yvonne').waitFor({ state: 'detached' });
		await row(page, 'Xaver').waitFor();
		assert.match(page.url(), /#project=Alps$/);
		assert.deepEqual(await faultsOf(page), []);
		await takePicture(page, 'board-filtered');

		await page.reload();
		await row(page, 'Xaver').waitFor();
		assert.equal(await project.inputValue(), 'Alps');
		assert.equal(await row(page, 'Yvonne').count(), 0);
		await page.goBack();
		await row(page, 'Yvonne').waitFor();
		await close();
	});

	it('is hidden while its workflow is not published, and closed by Revoke Links', async () => {
		const { url: link, workflow: created } = await stage.boardLink();
		const opened = async (address: string, language = 'en') => {
			const { statusCode, body } = await request(address, {
				headers: { 'accept-language': language },
			});
			return { status: statusCode, text: await body.text() };
		};
		assert.equal((await opened(link)).status, 200);
		await stage.api.unpublish(created.id);
		await until('it is hidden', async () => (await opened(link)).status === 404);
		await stage.api.publish(created);
		await until('it is there again', async () => (await opened(link)).status === 200);

		const revoke = operationWorkflow('Revoke', 'revoke', {
			operation: 'revokeLinks',
			revokeWorkflowId: created.id,
		});
		await stage.api.publish(await stage.api.createWorkflow(revoke));
		const { body } = await until('the links are revoked', async () => {
			const answer = await post(`${stage.n8n.url}/webhook/revoke`, '{}');
			return answer.status === 200 ? answer : undefined;
		});
		assert.deepEqual([body.revoked, body.nodes.length], ['board', 1]);
		assert.equal(body.nodes[0].workflowId, created.id);
		for (const [language, words] of [
			['en', 'This link has been revoked'],
			['zh-CN', '链接已被撤销'],
		]) {
			const { status, text } = await opened(link, language);
			assert.equal(status, 410);
			assert.ok(text.includes(words), text);
		}
		assert.equal((await opened((await stage.boardLink()).url)).status, 200, 'a new link');
		assert.equal((await opened(url)).status, 200, 'the board of another workflow');
	});

	it('says of a workflow that was archived that it has to be published again, also unarchived', async () => {
		const archived = await stage.publish({
			policy: { firstReminderAfter: 1, firstReminderAfterUnit: 'hours' },
		});
		const body = unreplied({ visitor_name: 'Zoe', created_at: Math.floor(Date.now() / 1_000) });
		assert.equal((await archived.send(body)).body.accepted, 1);
		const page = await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 800 } });
		await page.goto(url);
		const zoe = row(page, 'Zoe');
		await zoe.getByText('next reminder in').waitFor();
		await zoe.getByRole('button', { name: "I'm on it" }).click();
		await zoe.getByText('someone is on it').waitFor();
		for (const act of ['archive', 'unarchive']) {
			await stage.api.call('POST', `/rest/workflows/${archived.id}/${act}`, {});
			// What an earlier look has shown would be there still.
			await page.reload();
			await zoe.getByText('publish its workflow (again, if it was archived)').waitFor();
		}
		await takePicture(page, 'board-archived');
		const workflow = await stage.api.call('GET', `/rest/workflows/${archived.id}`);
		await stage.api.publish(workflow);
		await zoe.getByText('publish its workflow').waitFor({ state: 'detached' });
		await page.close();
	});

	it('says that it cannot be reached, and goes on by itself', async () => {
		const { page, close } = await openPhone(browser);
		await page.goto(url);
		await page.locator('#reminders svg').waitFor();
		await page.route('**/*', async (route) => await route.abort());
		await page.getByText("n8n isn't responding").waitFor();
		await page.unroute('**/*');
		await page.getByText("n8n isn't responding").waitFor({ state: 'hidden' });
		// Chromium notes each request that failed.
		await close().catch(() => undefined);
	});
});
