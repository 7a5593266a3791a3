import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { groupPage } from '../test/support/groupView/page.mts';
import type { Reading } from '../test/support/groupView/reading.mts';

/*
 * Renders the golden messages of the robots to pictures, roughly as their
 * groups see them: for docs/robots, and to be looked at after a change.
 *
 *     node scripts/robotPictures.mts [folder] [all]
 */

const [folder = 'docs/robots/pictures', all] = process.argv.slice(2);
const GOLDEN = 'test/src/robots/golden';
const SHOWN = ['push first', 'push last', 'replied', 'issue.opened', 'alert.firing', 'digest'];

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox'],
});
await mkdir(folder, { recursive: true });
const files = (await readdir(GOLDEN)).filter((name) => name.endsWith('.json'));
for (const file of files) {
	const [platform, language] = file.split('.');
	const read = await readerOf(platform);
	const golden: Record<string, any[]> = JSON.parse(await readFile(join(GOLDEN, file), 'utf8'));
	const names = all ? Object.keys(golden) : SHOWN;
	const messages = names.flatMap((name) =>
		golden[name].map((body) => ({ group: name, html: read(body).html })),
	);
	const page = await browser.newPage({ viewport: { width: 510, height: 400 } });
	await page.setContent(groupPage(messages));
	await page.screenshot({
		path: join(folder, `${platform.toLowerCase()}.${language}.png`),
		fullPage: true,
	});
	await page.close();
}
await browser.close();

/** `readSlack` of groupView/slack.mts, and so on for each platform. */
async function readerOf(platform: string): Promise<(body: any) => Reading> {
	const module: Record<string, (body: any) => Reading> = await import(
		`../test/support/groupView/${platform}.mts`
	);
	return Object.values(module).find(({ name }) => /^read[A-Z]/.test(name))!;
}
