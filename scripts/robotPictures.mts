import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import type { Language } from '../src/words/language.ts';
import { chatHtml, chatStyle, messageHtml } from '../test/support/robots/chat.mts';
import { playedPlatforms } from '../test/support/robots/playedPlatforms.mts';

/*
 * Renders the golden messages of the robots to pictures, roughly as their
 * groups see them: for docs/robots, and to be looked at after a change.
 *
 *     node scripts/robotPictures.mts [folder] [all]
 */

const [folder = 'docs/robots/pictures', all] = process.argv.slice(2);
const GOLDEN = 'test/src/robots';

/** What is shown, with the words above it. */
const SHOWN: Record<string, Record<string, string>> = {
	'reminder, links': { en: 'Reminder', zh: '提醒' },
	replied: { en: 'Replied', zh: '已回复' },
	digest: { en: 'Many at once', zh: '多条合并' },
	'issue.opened': { en: 'An event, straight from the trigger', zh: '直接来自触发器的事件' },
};

const TITLES: Record<string, string> = { en: 'Service group', zh: '客服群' };

/** Drawn twice as fine: 1,280 pixels in the file. */
const WIDTH = 640;
const STYLE = `
body { margin: 0; font-family: "Noto Sans CJK SC", sans-serif; }
.chat { border: 0; border-radius: 0; font-size: 15px; }
.chat .avatar { width: 36px; height: 36px; background-size: 28px; }
.chat .message { grid-template-columns: 36px minmax(0, 500px); }
`;

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
	args: ['--no-sandbox'],
});
await mkdir(folder, { recursive: true });
const chats = playedPlatforms.flatMap((platform) =>
	Object.keys(platform.called).map((language) => ({
		platform,
		language: language as Language,
	})),
);
for (const { platform, language } of chats) {
	const file = `${platform.name}/golden.${language}.json`;
	const golden: Record<string, any[]> = JSON.parse(await readFile(join(GOLDEN, file), 'utf8'));
	const names = Object.keys(all ? golden : SHOWN);
	const messages = names.flatMap((name) => [
		`<p class="mark">${SHOWN[name]?.[language] ?? name}</p>`,
		...golden[name].map((body) => messageHtml(platform.read(body).html, '16:00')),
	]);
	const chat = chatHtml({
		platform,
		language,
		title: TITLES[language],
		messages,
	});
	const page = await browser.newPage({
		viewport: { width: WIDTH, height: 400 },
		deviceScaleFactor: 2,
	});
	await page.setContent(
		`<!doctype html><html lang="${language}"><meta charset="utf-8"><style>${chatStyle}${STYLE}</style><body>${chat}</body></html>`,
	);
	await page.screenshot({
		path: join(folder, `${platform.name.toLowerCase()}.${language}.png`),
		fullPage: true,
	});
	await page.close();
}
await browser.close();
