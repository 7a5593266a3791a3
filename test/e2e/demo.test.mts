import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { startDemo, type StartedDemo } from '../../scripts/demo/startDemo.mts';
import type { DemoLanguage } from '../../scripts/demo/words.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { installPackage } from '../support/n8n/package.mts';
import { faultsOf, openBrowser, takePicture } from '../support/n8n/browser.mts';
import { withoutEditor } from '../support/n8n/stage.mts';

const CHATS = ['weCom', 'feishu', 'dingTalk', 'slack', 'discord'];
/** Pictures are taken of what has arrived, not of what is arriving. */
const reducedMotion = 'reduce';
const DESKTOP = { viewport: { width: 1440, height: 900 }, reducedMotion } as const;
const LAPTOP = { viewport: { width: 1280, height: 720 }, reducedMotion } as const;
const PHONE = {
	viewport: { width: 390, height: 844 },
	isMobile: true,
	hasTouch: true,
	reducedMotion,
} as const;

const DEVICES = { desktop: DESKTOP, laptop: LAPTOP, phone: PHONE };

describe('the demo', () => {
	let userFolder: string;
	let started: StartedDemo;
	let browser: Browser;
	let page: Page;

	before(async () => {
		const { UNTIL_REPLIED_N8N, UNTIL_REPLIED_N8N_DATA, UNTIL_REPLIED_TARBALL } = process.env;
		userFolder = await mkdtemp(join(tmpdir(), 'until-replied-demo-'));
		await cp(UNTIL_REPLIED_N8N_DATA!, join(userFolder, '.n8n'), { recursive: true });
		await installPackage(UNTIL_REPLIED_TARBALL!, userFolder);
		started = await startDemo({
			installation: UNTIL_REPLIED_N8N!,
			userFolder,
			env: withoutEditor,
			// Four of these are the time that a test has to do something.
			interval: 10,
		});
		browser = await openBrowser();
		page = await open('en', DESKTOP);
	});
	after(async () => {
		await browser?.close();
		await started?.stop();
		await rm(userFolder, { recursive: true, force: true });
	});

	async function open(lang: DemoLanguage, options: BrowserContextOptions): Promise<Page> {
		const context = await browser.newContext({
			locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
			...options,
		});
		const opened = await context.newPage();
		await opened.goto(started.page.url);
		return opened;
	}

	const press = async (action: string) =>
		await page.locator(`[data-action=${action}]:not(:disabled)`).click();
	const story = (text: string | RegExp) => page.locator('#story').filter({ hasText: text });
	const message = (chat: string, text: string | RegExp) =>
		page.locator(`#${chat} .message`).filter({ hasText: text });

	/** Everything is as at the beginning, and somebody else writes: returns who. */
	async function startOver(lang: DemoLanguage = 'en'): Promise<string> {
		const nameOf = async () => (await started.demo.state(0, lang)).customer?.name;
		const before = await nameOf();
		await press('startOver');
		const name = await until('somebody else writes', async () => {
			const now = await nameOf();
			return now !== before && now;
		});
		await page.locator('#who').getByText(name).waitFor();
		return name;
	}

	it('begins with a customer who writes, and five groups that hear of it', async () => {
		await story('Emma Clark waits').waitFor();
		for (const chat of CHATS) {
			const first = message(chat, 'Emma Clark').first();
			await first.filter({ hasText: '1 of 4' }).waitFor();
			// Buttons move on to the next reminder, and the machine may be slow.
			const links = await first.locator('a[href]').all();
			assert.equal(links.length, chat === 'slack' ? 0 : 3, chat);
			const withButtons = message(chat, 'Emma Clark').filter({ has: page.locator('button') });
			if (chat === 'slack') await withButtons.first().waitFor();
			const buttons = await withButtons.first().locator('button').allTextContents();
			assert.equal(buttons.length, chat === 'slack' ? 3 : 0, chat);
			for (const link of links) {
				const { status } = await fetch((await link.getAttribute('href'))!);
				assert.equal(status, 200);
			}
		}
	});

	it('tells the managers when nobody replies, and shows the newest message everywhere', async () => {
		await message('manager', 'Emma Clark').waitFor();
		await story('up to the managers').waitFor();
		assert.equal(await page.locator('#manager .message').count(), 1);
		for (const device of [DESKTOP, LAPTOP]) {
			const opened = await open('en', device);
			for (const chat of CHATS) {
				await opened.locator(`#${chat} .message`).filter({ hasText: '4 of 4' }).waitFor();
				const isInSight = await opened.locator(`#${chat} .log`).evaluate((log) => {
					const { top } = log.lastElementChild!.getBoundingClientRect();
					const { top: first, bottom } = log.getBoundingClientRect();
					return first <= top && top + 100 <= Math.min(bottom, innerHeight);
				});
				assert.ok(isInSight, `${chat} on ${device.viewport.width} pixels`);
			}
			await opened.context().close();
		}
	});

	it('lets a customer write what was typed, and all groups hear that an agent replied', async () => {
		await page.locator('#text').fill('Is the blue one back?');
		await page.locator('#text').press('Enter');
		for (const chat of CHATS) await message(chat, 'Is the blue one back?').first().waitFor();
		await press('answer');
		await story('got a reply').waitFor();
		for (const chat of CHATS) await message(chat, 'got a reply').waitFor();
		assert.equal(await page.locator('#manager .message').count(), 1);
	});

	it('has links in its messages that work, and the board beside them', async () => {
		const name = await startOver();
		const opening = page.waitForEvent('popup');
		await message('feishu', name).getByRole('link', { name: "I'm on it" }).first().click();
		const popup = await opening;
		await popup.getByRole('textbox').fill('Li Lei');
		await popup.getByRole('button').click();
		await popup.getByRole('heading', { name: "You're on it" }).waitFor();
		await popup.close();
		await story('Li Lei is on it').waitFor();
		await page.frameLocator('iframe').getByText('Li Lei is on it').waitFor();
	});

	it('has buttons in Slack, which the message answers for everybody', async () => {
		const name = await startOver();
		const reminder = message('slack', `No reply to ${name}`).last();
		const count = await page.locator('#slack .message').count();
		await reminder.getByRole('button', { name: "I'm on it" }).focus();
		await page.keyboard.press('Enter');
		const answered = message('slack', /Sam is on it until \d\d:\d\d/).last();
		await answered.waitFor();
		await story('Sam is on it').waitFor();
		await page.frameLocator('iframe').getByText('Sam is on it').waitFor();
		assert.deepEqual(await answered.getByRole('button').allTextContents(), ['Mark as replied']);
		// Enter once more does nothing else.
		assert.ok(await answered.evaluate((article) => article === document.activeElement));
		assert.ok((await page.locator('#slack .message').count()) <= count + 1);
		await takePicture(page, 'demo-pressed');
	});

	it('has a line to write to the robot of Slack, which answers whoever wrote alone', async () => {
		const name = await startOver();
		const reminder = message('slack', `No reply to ${name}`).last();
		const [code] = (await reminder.textContent())!.match(/#[2-9][A-Z][2-9A-Z]/)!;
		const line = page.getByRole('textbox', { name: 'Write to Until Replied' });
		const told = page.locator('#slack .whisper').filter({ hasText: 'Only visible to you' });
		await line.fill('30m');
		await line.press('Enter');
		await told.getByText(`Noted: no reminders about ${code} ${name} until`).waitFor();
		await reminder.getByText(/Snoozed until \d\d:\d\d by Sam/).waitFor();
		await line.fill(`${code} replied`);
		await line.press('Enter');
		await told.getByText(`Noted: ${code} ${name} is done`).waitFor();
		await reminder.getByText('Replied, says Sam').waitFor();
		assert.equal(await reminder.getByRole('button').count(), 0);
		assert.ok(await line.evaluate((input) => input === document.activeElement));
		assert.equal(await page.locator('#slack .message:has(.person)').count(), 2);
		await story('got a reply').waitFor();
		for (const chat of CHATS) await message(chat, `${name} got a reply`).waitFor();
		await takePicture(page, 'demo-written');
	});

	it('shows a night in which nobody is reminded', async () => {
		await press('night');
		await story('It is night until').waitFor();
		const { nightUntil, customer: shown } = await until(
			'it is planned for the morning',
			async () => {
				const state = await started.demo.state(0, 'en');
				return state.customer?.progress.nextAt ? state : undefined;
			},
		);
		assert.equal(shown!.progress.nextAt, nightUntil);
		assert.equal(await page.locator('.message').count(), 0);
		assert.deepEqual(await faultsOf(page), []);
		await takePicture(page, 'demo-night');
	});

	it('shows a crash that loses nothing', async () => {
		const name = await startOver();
		await message('weCom', name).first().waitFor();
		const { pid } = started.n8n;
		await press('kill');
		await story('killed').waitFor();
		assert.throws(() => process.kill(pid!, 0), /ESRCH/);
		await page.locator('#text').fill('Hello? Are you still there?');
		await page.locator('#text').press('Enter');
		await page.getByText('trying again').waitFor();
		// No button is dead.
		await page.locator('#slack').getByText('n8n is not connected').waitFor();
		assert.equal(await page.locator('#slack .log button:visible').count(), 0);
		assert.ok(await page.locator('.composer button').isDisabled());
		await takePicture(page, 'demo-killed');
		await press('start');
		await page.locator('#proof').getByText('Nothing was lost').waitFor();
		const proof = page.locator('#proof').getByText(`${name} still waits`);
		await proof.waitFor();
		for (const { viewport } of Object.values(DEVICES)) {
			await page.setViewportSize(viewport);
			const isInSight = await proof.evaluate((text) => {
				const box = text.parentElement!;
				return box.scrollHeight <= box.clientHeight;
			});
			assert.ok(isInSight, `${viewport.width} pixels`);
		}
		await page.setViewportSize(DESKTOP.viewport);
		for (const chat of CHATS) {
			await page
				.locator(`#${chat} .mark.back ~ .message`)
				.filter({ hasText: name })
				.first()
				.waitFor();
		}
		await message('weCom', 'Are you still there?').first().waitFor();
		await page.locator('#slack .log button:visible').first().waitFor();
		await takePicture(page, 'demo-back');
	});

	for (const lang of ['en', 'zh'] as const) {
		it(`is for everybody: ${lang}`, async () => {
			await page.goto(`${started.page.url}?lang=${lang}`);
			const name = await startOver(lang);
			await page.frameLocator('iframe').getByText(name).waitFor();
			for (const chat of CHATS) await message(chat, /2 of 4|第 2 次提醒，共 4 次/).waitFor();
			await page.mouse.move(0, 0);
			await takePicture(page, `demo.${lang}`);
			await message('manager', name).waitFor();
			for (const colorScheme of ['light', 'dark'] as const) {
				for (const [device, options] of Object.entries(DEVICES)) {
					const opened = await open(lang, { colorScheme, ...options });
					for (const chat of CHATS) await opened.locator(`#${chat} .message`).first().waitFor();
					assert.deepEqual(await faultsOf(opened), []);
					const width = await opened.evaluate(() => document.documentElement.scrollWidth);
					assert.ok(width <= options.viewport.width, `${width} pixels are shown`);
					await takePicture(opened, `demo-${lang}-${colorScheme}-${device}`);
					await opened.context().close();
				}
			}
		});
	}

	it('does nothing for other sites', async () => {
		const { status } = await fetch(`${started.page.url}kill`, { method: 'POST', body: '{}' });
		assert.equal(status, 415);
		const state = await started.demo.state(0, 'en');
		assert.equal(state.n8n.status, 'running');
	});
});
