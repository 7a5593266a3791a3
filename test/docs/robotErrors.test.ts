import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { dingTalkErrors } from '../../src/robots/dingTalk/errors';
import { feishuErrors } from '../../src/robots/feishu/errors';
import type { ErrorAdvice } from '../../src/robots/sending/answer';
import { slackErrors } from '../../src/robots/slack/errors';
import { weComErrors } from '../../src/robots/weCom/errors';

const MARK = '<!-- errors -->';

/** The table of a page, from the table that the node speaks by. UPDATE_GOLDEN=1 writes it into the page. */
function tableOf(errors: Readonly<Record<string, ErrorAdvice>>): string {
	const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
	const rows = Object.entries(errors).map(
		([code, { message, cause, fix, isTemporary }]) =>
			`| ${code.replace(':', ', ')} | ${cell(message)} | ${cell(cause)} | ${cell(fix)} | ${isTemporary ? 'yes' : ''} |`,
	);
	return [
		'| Code | Meaning | Cause | What to do | Retried |',
		'| --- | --- | --- | --- | --- |',
		...rows,
	].join('\n');
}

describe('the error table of the page', () => {
	it.each([
		['wecom', weComErrors],
		['feishu', feishuErrors],
		['dingtalk', dingTalkErrors],
		['slack', slackErrors],
	])('docs/robots/%s.md is the one that the node speaks by', (name, errors) => {
		const file = join(__dirname, `../../docs/robots/${name}.md`);
		const [text] = readFileSync(file, 'utf8').split(MARK);
		const expected = `${text}${MARK}\n\n${tableOf(errors)}\n`;
		if (process.env.UPDATE_GOLDEN) writeFileSync(file, expected);
		expect(readFileSync(file, 'utf8')).toBe(expected);
	});
});
