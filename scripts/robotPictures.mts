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

/** What is shown, with the words above it. Notifications of Repeat Until Replied are named as its outputs. */
const SHOWN: Record<string, Record<string, string>> = {
	'push, links': { en: 'Push', zh: 'Push（提醒）' },
	replied: { en: 'Replied', zh: 'Replied（已回复）' },
	exhausted: { en: 'Exhausted', zh: 'Exhausted（多次提醒仍无人回复）' },
	failing: { en: 'Failing', zh: 'Failing（提醒发送失败）' },
	digest: { en: 'Many at once', zh: '多条合并' },
	'issue.opened': { en: 'An event, straight from the trigger', zh: '直接来自触发器的事件' },
};

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
	const names = Object.keys(all ? golden : SHOWN);
	const messages = names.flatMap((name) =>
		golden[name].map((body) => ({
			group: SHOWN[name]?.[language] ?? name,
			html: read(body).html,
		})),
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
