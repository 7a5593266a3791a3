import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, type TestContext } from 'node:test';

import { selectors, type Browser, type Locator, type Page } from 'playwright-core';

import { login } from './n8nApi.mts';
import { openBrowser, takePicture } from './browser.mts';
import { resultsFolder } from './stage.mts';

selectors.setTestIdAttribute('data-test-id');

/** At a time, in the corner of the editor. */
const MOST_MESSAGES = 20;

/** n8n's editor in headless Chromium, used by hand as a person would. */
export class Editor {
	readonly page: Page;

	private readonly browser: Browser;

	private constructor(browser: Browser, page: Page) {
		this.browser = browser;
		this.page = page;
	}

	/** Opens the browser, signed in. Its first page is still to be opened. */
	static async open(url: string): Promise<Editor> {
		const browser = await openBrowser();
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		// Not through n8n's page for it: that would load the whole editor once more.
		const answer = await page.request.post(`${url}/rest/login`, { data: login });
		if (!answer.ok()) throw new Error(`n8n let nobody in: ${await answer.text()}`);
		return new Editor(browser, page);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	async openWorkflow(url: string): Promise<void> {
		await this.page.goto(url);
		await this.node('').first().waitFor();
		// A list of advice opens over the canvas of a published workflow; older versions of n8n have none.
		const closeAdvice = this.page.getByTestId('suggested-actions-close');
		const hasAdvice = await closeAdvice.waitFor({ timeout: 5_000 }).then(
			() => true,
			() => false,
		);
		if (hasAdvice) {
			await closeAdvice.click();
			await closeAdvice.waitFor({ state: 'hidden' });
		}
		await this.page.getByTestId('zoom-to-fit').click();
	}

	/** The node on the canvas with this name; any without. */
	node(name: string): Locator {
		const nodes = this.page.getByTestId('canvas-node');
		// Not by its text: what it is set to stands there too.
		return name === '' ? nodes : nodes.and(this.page.locator(`[data-node-name="${name}"]`));
	}

	/** Opens the panel of a node. */
	async openPanel(name: string): Promise<Locator> {
		await this.node(name).first().dblclick();
		const panel = this.page.getByTestId('ndv');
		await panel.getByTestId('node-parameters').waitFor();
		return panel;
	}

	async closePanel(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	/** The panel that is open. */
	async panel(): Promise<Locator> {
		const panel = this.page.getByTestId('ndv');
		await panel.getByTestId('node-parameters').waitFor();
		return panel;
	}

	/** Looks for a node in the list of nodes, which is open, and opens its page there. */
	async searchNode(words: string, name: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(words);
		const item = this.page.getByTestId('node-creator-item-name').filter({ hasText: name });
		await item.first().click();
	}

	/** Adds a node that has no actions to choose from, which opens its panel. */
	async addNode(words: string, name: string): Promise<Locator> {
		await this.openNodeList();
		await this.searchNode(words, name);
		await this.page.getByTestId('node-creator').getByText('Add to workflow').click();
		return await this.panel();
	}

	/** Drags the first action of a node from the list of nodes onto the canvas, which opens its panel. */
	async dropNode(words: string, name: string, place: { x: number; y: number }): Promise<Locator> {
		const list = await this.openNodeList();
		await this.searchNode(words, name);
		const action = list
			.locator('[data-keyboard-nav]:not([data-keyboard-nav-type=category])')
			.first();
		await action.dragTo(this.page.getByTestId('canvas-wrapper'), { targetPosition: place });
		return await this.panel();
	}

	/** The list of nodes, opened when it is not. */
	async openNodeList(): Promise<Locator> {
		const list = this.page.getByTestId('node-creator');
		if (!(await list.isVisible())) await this.page.getByTestId('node-creator-plus-button').click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
		return list;
	}

	/** Drags a line from an output of one node to the input of another. */
	async connect(from: string, output: number, to: string): Promise<void> {
		const source = this.node(from).locator('.vue-flow__handle.source').nth(output);
		const edges = this.page.locator('.vue-flow__edge');
		const before = await edges.count();
		await source.dragTo(this.node(to).locator('.vue-flow__handle.target').first());
		await edges.nth(before).waitFor({ state: 'attached' });
	}

	/** Makes a credential in the panel of a node, as its button offers it, and saves it. */
	async createCredential(panel: Locator, data: Record<string, string>): Promise<void> {
		const dialog = await this.fillCredential(panel, data);
		await this.saveCredential(dialog);
		// Tested where it has a test, and taken by the node.
		await panel.getByTestId('node-credentials-select').first().waitFor({ state: 'attached' });
		await this.takePicture(`credential-${Object.keys(data)[0]}`);
		await this.closeCredential(dialog);
	}

	/** Opens the dialog of a new credential, by the button of a node that has none, and fills it in. */
	async fillCredential(panel: Locator, data: Record<string, string>): Promise<Locator> {
		// Before n8n has told the dialog a name it can be filled in and saved, and is refused for want of one.
		await Promise.all([
			this.replyTo('GET', '/credentials/new'),
			panel.getByRole('button', { name: /^Connect to / }).click(),
		]);
		const dialog = this.page.getByTestId('editCredential-modal');
		await this.typeInto(dialog, data);
		return dialog;
	}

	/** The same in the panel of a node where there are credentials of this type already. */
	async fillAnotherCredential(panel: Locator, data: Record<string, string>): Promise<Locator> {
		await panel.getByTestId('node-credentials-select').first().click();
		await Promise.all([
			this.replyTo('GET', '/credentials/new'),
			this.page.getByTestId('node-credentials-select-item-new').locator('visible=true').click(),
		]);
		const dialog = this.page.getByTestId('editCredential-modal');
		await this.typeInto(dialog, data);
		return dialog;
	}

	/** Takes a credential that is there, by its name. */
	async chooseCredential(panel: Locator, name: string | RegExp): Promise<void> {
		await panel.getByTestId('node-credentials-select').first().click();
		await this.page.getByRole('option', { name }).locator('visible=true').first().click();
	}

	async typeInto(dialog: Locator, data: Record<string, string>): Promise<void> {
		for (const [field, value] of Object.entries(data)) {
			await dialog.getByTestId(`parameter-input-${field}`).locator('input').fill(value);
		}
	}

	/** Presses Save, for the first time or again, and waits for the test that n8n makes of it. */
	async saveCredential(dialog: Locator): Promise<void> {
		await Promise.all([
			this.replyTo(/^(?:POST|PATCH)$/, /\/credentials(?:\/\w+)?$/),
			dialog.getByTestId('credential-save-button').click(),
		]);
		const busy = dialog.getByTestId('credential-save-button').getByText(/Saving|Testing/);
		await busy.waitFor({ state: 'hidden' });
	}

	async closeCredential(dialog: Locator): Promise<void> {
		const close = dialog.locator('button[aria-label*=lose]').first();
		// Without a test n8n may have closed it.
		if (await close.isVisible()) await close.click();
		await dialog.waitFor({ state: 'hidden' });
	}

	/** Chooses an option of a parameter that has a list of them. */
	async choose(panel: Locator, parameter: string, option: string): Promise<void> {
		await panel.getByTestId(`parameter-input-${parameter}`).click();
		await this.page.getByRole('option', { name: option }).locator('visible=true').click();
	}

	/** Publishes the open workflow by its button. */
	async publish(): Promise<void> {
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await Promise.all([
			this.replyTo('POST', /\/activate$/),
			this.page.getByTestId('workflow-publish-button').click(),
		]);
		// n8n says what happens now, over everything else.
		const understood = this.page.getByRole('button', { name: 'Got it' });
		await understood.click();
		await understood.waitFor({ state: 'hidden' });
	}

	/** Pastes a text onto the canvas, as after a copy elsewhere. */
	async paste(text: string): Promise<void> {
		await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await this.page.evaluate(async (copied) => await navigator.clipboard.writeText(copied), text);
		await this.page.keyboard.press('ControlOrMeta+V');
	}

	/** Waits for n8n's answer to a request of the editor. @throws when n8n refuses it. */
	private async replyTo(method: string | RegExp, path: string | RegExp): Promise<void> {
		const isAsked = (asked: string | RegExp, said: string) =>
			typeof asked === 'string' ? said.endsWith(asked) : asked.test(said);
		const answer = await this.page.waitForResponse(
			(candidate) =>
				isAsked(method, candidate.request().method()) &&
				isAsked(path, new URL(candidate.url()).pathname),
		);
		if (!answer.ok()) throw new Error(`${String(method)} ${String(path)}: ${await answer.text()}`);
	}

	/** The production URL that the open panel of a trigger shows. */
	async productionUrl(pattern = /https?:\/\/\S+?\/events/): Promise<string> {
		const panel = this.page.getByTestId('ndv');
		const production = panel.getByText('Production URL', { exact: true });
		// Of a form they are open already.
		if (!(await production.isVisible())) {
			// The text of the panel names it, too.
			await panel.getByText(/^\s*(?:Webhook|Form) URLs\s*$/).click();
		}
		await production.click();
		await panel.getByText(pattern).first().waitFor();
		const [url] = pattern.exec((await panel.textContent()) ?? '')!;
		return url;
	}

	/** The pictures on the page that could not be loaded. */
	async brokenPictures(): Promise<string[]> {
		await this.page.waitForFunction(() => [...document.images].every((image) => image.complete));
		return await this.page.evaluate(() =>
			[...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.src),
		);
	}

	/** Closes what n8n says in the corner, which would hide what is below it. */
	private async closeMessages(): Promise<void> {
		const messages = this.page.locator('.el-notification');
		// Another may come meanwhile, and one may go by itself.
		for (let count = 0; count < MOST_MESSAGES && (await messages.count()) > 0; count += 1) {
			const timeout = 2_000;
			const message = messages.first();
			const close = message.locator('.el-notification__closeBtn');
			await close.click({ timeout }).catch(() => undefined);
			await message.waitFor({ state: 'hidden', timeout }).catch(() => undefined);
		}
		await messages.first().waitFor({ state: 'hidden' });
	}

	/** Leaves a picture in the results of the suite. */
	async takePicture(name: string): Promise<void> {
		await mkdir(resultsFolder, { recursive: true });
		await this.closeMessages();
		// What slides in has arrived when two frames are the same; animations are skipped to their end.
		await this.page.screenshot({
			path: join(resultsFolder, `${name}.png`),
			animations: 'disabled',
		});
	}
}

/** Where a test of the suite fails, what the editor shows then is in the results. */
export function takePicturesOfFailures(editor: () => Editor | undefined): void {
	afterEach(async (context) => {
		// Node 21.7 and later; its types do not know it.
		const { name, passed } = context as TestContext & { passed: boolean };
		const page = editor()?.page;
		if (!passed && page) await takePicture(page, `failed-${name.replaceAll(/\W+/g, '-')}`);
	});
}

/** Leaves a picture of a page of ours in the results of the suite. */
export async function takePictureOf(html: string, name: string, width: number): Promise<void> {
	const browser = await openBrowser();
	const page = await browser.newPage({ viewport: { width, height: 100 }, deviceScaleFactor: 2 });
	await page.setContent(html);
	await takePicture(page, name);
	await browser.close();
}
