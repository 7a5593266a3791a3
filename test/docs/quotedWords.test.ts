import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { languages, vocabularyOf } from '../../src/words/language';
import { fill } from '../../src/words/text';

/* What documents and panels quote of messages and pages is what these say. */

const root = join(__dirname, '../..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'");
const [en, zh] = (['en', 'zh'] as const).map((language) => vocabularyOf(language).shared);
const nth = fill(en.nth.of, { number: 2, maximum: 4 });
const item = { what: 'Visitor15', time: '10 min', nth };
const alert = { what: 'DiskFull on db1: Disk of db1 is 97 % full', time: '10 min', nth };
const change = { who: 'Visitor15', by: 'Ann' };

test.each([
	['README.md', en.actions.acknowledge],
	['README.zh-CN.md', zh.actions.acknowledge],
	['docs/comparison.md', en.actions.acknowledge],
	['docs/glossary.md', zh.actions.acknowledge],
	['docs/nodes/repeat-until-replied.md', `| ${en.actions.acknowledge} |`],
	['docs/nodes/repeat-until-replied.md', `| ${fill(en.actions.snooze, { time: '30 min' })} |`],
	[
		'docs/nodes/repeat-until-replied.md',
		`| ${en.actions.markReplied} (${en.actions.markHandled}, `,
	],
	[
		'docs/nodes/repeat-until-replied.md',
		`"text": "${fill(en.headlines.customer.reminder, item)}\\n`,
	],
	[
		'docs/nodes/repeat-until-replied.md',
		`"text": "${fill(en.changes.acknowledged.during, { ...change, time: '30 min' })}\\n`,
	],
	[
		'docs/nodes/repeat-until-replied.md',
		`"${fill(en.changes.acknowledged.until, { ...change, time: '15:04 UTC+8' })}"`,
	],
	['docs/nodes/repeat-until-replied.md', `"${fill(en.headlines.alert.reminder, alert)}"`],
	['docs/nodes/repeat-until-replied.zh-CN.md', zh.actions.markHandled],
	['nodes/UntilReplied/links.ts', en.actions.acknowledge],
	['nodes/UntilReplied/links.ts', en.actions.markReplied],
])('%s quotes %j', (file, quoted) => {
	expect(textOf(file)).toContain(quoted);
});

test.each(['weCom', 'feishu', 'dingTalk', 'slack', 'discord'])(
	'docs/robots names every language that %s has',
	(platform) => {
		const text = textOf(`docs/robots/${platform.toLowerCase()}.md`);
		for (const language of languages) {
			const { name } = vocabularyOf(language).language;
			expect(text).toMatch(new RegExp(`\\*\\*Language\\*\\*.*${name.replace(/[()]/g, '\\$&')}`));
		}
	},
);
