import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { selectors, type Browser, type Locator, type Page } from 'playwright-core';

import { owner } from '../../scripts/lib/n8nApi.mts';
import { openBrowser } from './browser.mts';
import { resultsFolder } from './stage.mts';

selectors.setTestIdAttribute('data-test-id');

/** n8n's editor in headless Chromium, used by hand as a person would. */
export class Editor {
	readonly page: Page;

	private readonly browser: Browser;

	private constructor(browser: Browser, page: Page) {
		this.browser = browser;
		this.page = page;
	}

	/** Opens the browser and signs in. */
	static async open(url: string): Promise<Editor> {
		const browser = await openBrowser();
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		await page.goto(`${url}/signin`);
		await page.fill('input[autocomplete=email]', owner.email);
		await page.fill('input[type=password]', owner.password);
		await page.keyboard.press('Enter');
		await page.waitForURL(/home|workflow/);
		return new Editor(browser, page);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	async openWorkflow(url: string): Promise<void> {
		await this.page.goto(url);
		await this.node('').first().waitFor();
		// A list of advice opens over the canvas of a published workflow.
		const closeAdvice = this.page.getByTestId('suggested-actions-close');
		await closeAdvice.click({ timeout: 10_000 });
		await closeAdvice.waitFor({ state: 'hidden' });
		await this.page.getByTestId('zoom-to-fit').click();
	}

	/** The node on the canvas with this name. */
	node(name: string): Locator {
		return this.page.getByTestId('canvas-node').filter({ hasText: name });
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

	/** The pictures on the page that could not be loaded. */
	async brokenPictures(): Promise<string[]> {
		await this.page.waitForFunction(() => [...document.images].every((image) => image.complete));
		return await this.page.evaluate(() =>
			[...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.src),
		);
	}

	/** Leaves a picture in the results of the suite. */
	async takePicture(name: string): Promise<void> {
		await mkdir(resultsFolder, { recursive: true });
		// What slides in has arrived when two frames are the same; animations are skipped to their end.
		await this.page.screenshot({
			path: join(resultsFolder, `${name}.png`),
			animations: 'disabled',
		});
	}
}
