import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

import { LATE, PATIENCE } from '../time/patience.mts';
import { resultsFolder } from './stage.mts';

/**
 * A headless Chromium, whose pages wait as long as tests do. It must not call home,
 * and needs no sandbox for pages that are ours.
 */
export async function openBrowser(): Promise<Browser> {
	const browser = await chromium.launch({
		slowMo: LATE * 100,
		executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
		args: [
			'--headless',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
	const newContext = browser.newContext.bind(browser);
	browser.newContext = async (options) => {
		const context = await newContext(options);
		context.setDefaultTimeout(PATIENCE);
		return context;
	};
	return browser;
}

/** A page on a phone, whose `close` fails when the page had anything to complain of. */
export async function openPhone(
	browser: Browser,
	options: { language?: string; colorScheme?: 'light' | 'dark' } = {},
): Promise<{ page: Page; close(): Promise<void> }> {
	const { language = 'en-GB', colorScheme = 'light' } = options;
	const context = await browser.newContext({
		viewport: { width: 390, height: 844 },
		deviceScaleFactor: 2,
		isMobile: true,
		hasTouch: true,
		locale: language,
		colorScheme,
	});
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
	});
	return {
		page,
		async close() {
			await context.close();
			assert.deepEqual(complaints, []);
		},
	};
}

/** Leaves a picture in the results of the suite. */
export async function takePicture(page: Page, name: string): Promise<void> {
	await mkdir(resultsFolder, { recursive: true });
	await page.screenshot({ path: join(resultsFolder, `${name}.png`), fullPage: true });
}

/** What axe finds wrong with the page as it is now, but for what is in its frames. */
export async function faultsOf(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const { violations } = await page.evaluate<any>('axe.run({ exclude: ["iframe"] })');
	return violations.map(
		({ id, nodes }: any) => `${id}: ${nodes.map(({ html }: any) => html).join(' ')}`,
	);
}

/** The same of a page that may run no scripts, where axe would wait for ever for its timers: of a copy. */
export async function faultsWithoutScripts(page: Page): Promise<string[]> {
	const copy = await page.context().newPage();
	await copy.setContent(await page.content());
	const faults = await faultsOf(copy);
	await copy.close();
	return faults;
}
