import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { INodeParameters } from 'n8n-workflow';
import type { Browser } from 'playwright-core';
import { request } from 'undici';

import { until } from '../support/n8n/n8nApi.mts';
import {
	faultsWithoutScripts,
	openBrowser,
	openPhone,
	takePicture,
} from '../support/n8n/browser.mts';
import { ALWAYS_ONE_MORE, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { linksOf } from '../support/robots/weCom/linksOf.mts';
import { unreplied } from '../support/sources/twtChat.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';

const LABELS = {
	acknowledge: "I'm on it",
	snooze: 'Snooze 30 min',
	markReplied: 'Mark as replied',
};

// Together, for each waits for reminders in a workflow of its own.
describe('links in notifications', { concurrency: true }, () => {
	let stage: Stage;
	let browser: Browser;
	let customers = 0;
	/** Somebody is on it for the shortest time there is; the other tests take as long. */
	let held: { workflow: PublishedWorkflow; visitor: string; heard: number };

	before(async () => {
		stage = await Stage.start({ env: { GENERIC_TIMEZONE: 'Asia/Shanghai' } });
		browser = await openBrowser();
		const { workflow, visitor, links } = await aWaitingCustomer(ALWAYS_ONE_MORE, {
			acknowledgeMinutes: 1,
		});
		const pressed = await request(links.acknowledge, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams({ name: 'Li Lei' }).toString(),
		});
		await pressed.body.dump();
		assert.equal(pressed.statusCode, 200);
		held = { workflow, visitor, heard: workflow.group(visitor).length };
	});
	after(async () => {
		await browser?.close();
		await stage.stop();
	});

	/** A customer writes, in a workflow with a group of its own; returns the links of the first reminder. */
	async function aWaitingCustomer(
		policy: Record<string, unknown> & { options?: object } = {},
		linkSettings: INodeParameters = {},
		changes?: string,
	): Promise<{
		workflow: PublishedWorkflow;
		visitor: string;
		links: Record<keyof typeof LABELS, string>;
	}> {
		const options = {
			...policy.options,
			...optionGroups({ links: { show: 'always', ...linkSettings } }),
		};
		const workflow = await stage.publish({ policy: { ...policy, options }, changes });
		customers += 1;
		const visitor = `Visitor-${customers}`;
		await until(
			'the event is accepted',
			async () => (await workflow.send(unreplied({ visitor_name: visitor }))).body.ok === true,
		);
		const [reminder] = await until('a reminder', () => {
			const heard = workflow.group(visitor);
			return heard.length > 0 ? heard : undefined;
		});
		const links = Object.entries(LABELS).map(([action, label]) => {
			const found = linksOf(reminder.body).get(label);
			assert.ok(found, `the message has the link "${label}": ${reminder.content}`);
			return [action, found];
		});
		return { workflow, visitor, links: Object.fromEntries(links) };
	}

	/** One reminder may have left just before the button was pressed. */
	async function isSilent(workflow: PublishedWorkflow, visitor: string): Promise<void> {
		const heard = workflow.group(visitor).length;
		await workflow.twoRemindersLater();
		const since = workflow.group(visitor).length - heard;
		assert.ok(since <= 1, `${since} reminders while they were held back`);
	}

	it('change nothing when a chat app looks at them', async () => {
		const { workflow, visitor, links } = await aWaitingCustomer();
		for (const url of Object.values(links)) {
			for (const method of ['GET', 'HEAD'] as const) {
				const { statusCode, headers, body } = await request(url, { method });
				const text = await body.text();
				assert.equal(statusCode, 200);
				assert.equal(text === '', method === 'HEAD');
				assert.match(String(headers['content-security-policy']), /^default-src 'none'; /);
				assert.equal(headers['cache-control'], 'no-store');
				assert.equal(headers['referrer-policy'], 'no-referrer');
				assert.equal(headers['x-frame-options'], 'DENY');
				assert.equal(headers['x-robots-tag'], 'noindex, nofollow');
			}
		}
		await until('the last reminder', () => workflow.group(visitor).length === 4);
	});

	for (const [language, button, done] of [
		['en-GB', "I'm on it", "You're on it"],
		['zh-CN', '我来处理', '已由您跟进'],
	]) {
		for (const colorScheme of ['light', 'dark'] as const) {
			it(`hold the reminders at the press of a button: ${language}, ${colorScheme}`, async () => {
				const { workflow, visitor, links } = await aWaitingCustomer(ALWAYS_ONE_MORE);
				const { page, close } = await openPhone(browser, { language, colorScheme });
				await page.goto(links.acknowledge);
				await takePicture(page, `link-acknowledge-${language}-${colorScheme}`);
				assert.deepEqual(await faultsWithoutScripts(page), []);
				await page.getByRole('textbox').fill('Li Lei');
				await page.getByRole('button', { name: button }).tap();
				await page.getByRole('heading', { name: done }).waitFor();
				await takePicture(page, `link-acknowledged-${language}-${colorScheme}`);
				assert.deepEqual(await faultsWithoutScripts(page), []);
				await isSilent(workflow, visitor);

				await page.goto(links.markReplied);
				assert.equal(await page.getByRole('textbox').inputValue(), 'Li Lei', 'the name is known');
				await takePicture(page, `link-replied-${language}-${colorScheme}`);
				assert.deepEqual(await faultsWithoutScripts(page), []);
				await page.getByRole('button').tap();
				await page.getByRole('textbox').waitFor({ state: 'detached' });
				await until('the group hears that it is handled', () =>
					workflow.group(visitor).some(({ content }) => /got a reply[^]+Li Lei/.test(content)),
				);
				await page.goto(links.snooze);
				await takePicture(page, `link-over-${language}-${colorScheme}`);
				assert.deepEqual(await faultsWithoutScripts(page), []);
				assert.equal(await page.getByRole('button').count(), 0);
				await close();
			});
		}
	}

	it('tell the group who is on it, at once, and who marked it as replied', async () => {
		const { robot, credential } = await stage.addGroup('Who is on it');
		const { visitor, links } = await aWaitingCustomer(
			{ ...ALWAYS_ONE_MORE, options: { changesOutput: true } },
			{},
			credential,
		);
		const hostile = '<@all> [Ann](https://evil.example)';
		const press = async (url: string, name: string) => {
			const { statusCode, body } = await request(url, {
				method: 'POST',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: new URLSearchParams({ name }).toString(),
			});
			await body.dump();
			assert.equal(statusCode, 200);
		};
		const heard = async (words: RegExp) =>
			await until(`the group hears ${words.source}`, () =>
				stage.weCom.messagesOf(robot.key).find(({ content }) => words.test(content)),
			);
		await press(links.acknowledge, 'Ann');
		await heard(new RegExp(`${visitor}: Ann is on it until \\d\\d:\\d\\d`));
		await press(links.markReplied, hostile);
		const { body } = await heard(/marked it as replied/);
		// As text: whatever is typed as a name makes no link.
		assert.ok(![...linksOf(body).values()].some((url) => url.includes('evil.example')));
	});

	it('work by keyboard, and without a name', async () => {
		const { workflow, visitor, links } = await aWaitingCustomer(ALWAYS_ONE_MORE);
		const { page, close } = await openPhone(browser);
		await page.goto(links.snooze);
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BUTTON');
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Reminders snoozed' }).waitFor();
		await takePicture(page, 'link-snoozed');
		await isSilent(workflow, visitor);
		await close();
	});

	it('that were tampered with change nothing', async () => {
		const { workflow, visitor, links } = await aWaitingCustomer();
		const url = new URL(links.markReplied);
		const token = url.searchParams.get('t')!;
		const hostile = [
			'',
			'x'.repeat(10_000),
			token.replace('markReplied', 'acknowledge'),
			`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
			"' OR 1=1 --",
			'<script>alert(1)</script>',
			'%00',
		];
		for (const t of hostile) {
			for (const method of ['GET', 'POST'] as const) {
				url.search = new URLSearchParams({ t }).toString();
				const { statusCode, body } = await request(url, { method });
				const text = await body.text();
				assert.equal(statusCode, 403, `${method} ${t.slice(0, 40)}: ${text.slice(0, 200)}`);
				assert.doesNotMatch(text, /alert\(1\)/);
			}
		}
		for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
			const { statusCode, body } = await request(links.markReplied, { method });
			await body.dump();
			assert.equal(statusCode, 404);
		}
		const bodies: Array<[type: string, body: string | Buffer]> = [
			// n8n itself takes 16 MB.
			['application/x-www-form-urlencoded', `name=${'x'.repeat(15_000_000)}`],
			['application/json', '{'],
			['application/json', 'null'],
			['application/json', '{"name":{"toString":1}}'],
			['application/xml', '<a'],
			['multipart/form-data', 'x'],
			['multipart/form-data; boundary=x', '--x\r\n'],
			['text/plain', 'name=x'],
			['application/octet-stream', Buffer.alloc(1_000)],
		];
		for (const [type, body] of bodies) {
			url.search = new URLSearchParams({ t: 'x' }).toString();
			const answer = await request(url, {
				method: 'POST',
				headers: { 'content-type': type },
				body,
			});
			const text = await answer.body.text();
			const what = `${type} ${String(body).slice(0, 20)}: ${answer.statusCode} ${text.slice(0, 100)}`;
			assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, what);
		}
		await until('the last reminder', () => workflow.group(visitor).length === 4);
		const { page, close } = await openPhone(browser);
		await page.goto(url.href);
		await takePicture(page, 'link-invalid');
		// Chromium notes the status 403.
		await close().catch(() => undefined);
	});

	it('make the next reminder say who was on it', async () => {
		const { workflow, visitor, heard } = held;
		// One reminder may have left just before the button was pressed.
		const next = await until('the next reminder', () => workflow.group(visitor)[heard + 1]);
		assert.match(next.content, /Li Lei/);
	});
});
