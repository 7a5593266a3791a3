import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { groupPage } from '../test/support/groupView/page.mts';
import { testedPlatforms } from '../test/support/robotPlatforms.mts';

/*
 * Renders the golden messages of the robots to pictures, roughly as their
 * groups see them: for docs/robots, and to be looked at after a change.
 *
 *     node scripts/robotPictures.mts [folder] [all]
 */

const [folder = 'docs/robots/pictures', all] = process.argv.slice(2);
const SHOWN = ['push first', 'push last', 'replied', 'issue.opened', 'alert.firing', 'digest'];

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox'],
});
await mkdir(folder, { recursive: true });
for (const { name: platform, read } of testedPlatforms) {
	for (const language of ['en', 'zh']) {
		const file = join('test/src/robots/golden', `${platform}.${language}.json`);
		const golden: Record<string, any[]> = JSON.parse(await readFile(file, 'utf8'));
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
}
await browser.close();
