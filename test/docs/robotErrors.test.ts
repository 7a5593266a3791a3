import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ErrorAdvice } from '../../src/robots/sending/response';
import { testedPlatforms } from '../support/robots/testedPlatforms.mts';

const MARK = '<!-- errors -->';

/** The table of a page, from the table that the node speaks by. UPDATE_GOLDEN=1 writes it into the page. */
function tableOf(errors: Readonly<Record<string, ErrorAdvice>>): string {
	const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
	const rows = Object.entries(errors).map(
		([code, { message, cause, advice, isTemporary }]) =>
			`| ${code.replace(':', ', ')} | ${cell(message)} | ${cell(cause)} | ${cell(advice)} | ${isTemporary ? 'yes' : ''} |`,
	);
	return [
		'| Code | Meaning | Cause | What to do | Retried |',
		'| --- | --- | --- | --- | --- |',
		...rows,
	].join('\n');
}

describe('the error table of the page', () => {
	it.each(testedPlatforms)(
		'docs/robots/$page is the one that the node speaks by',
		({ page, errors }) => {
			const file = join(__dirname, '../../docs/robots', page);
			const [text] = readFileSync(file, 'utf8').split(MARK);
			const expected = `${text}${MARK}\n\n${tableOf(errors)}\n`;
			if (process.env.UPDATE_GOLDEN) writeFileSync(file, expected);
			expect(readFileSync(file, 'utf8')).toBe(expected);
		},
	);

	// A translation has words of its own, but neither other codes nor other retries.
	it.each(testedPlatforms)(
		'docs/robots/$page has the same codes in Chinese, where it is translated',
		({ page, errors }) => {
			const file = join(__dirname, '../../docs/robots', page.replace('.md', '.zh-CN.md'));
			if (!existsSync(file)) return;
			const [, table] = readFileSync(file, 'utf8').split(MARK);
			const rows = table
				.split('\n')
				.filter((line) => line.startsWith('| '))
				.slice(2)
				.map((line) => line.split(' | '));
			const codeOf = (text: string) => /-?[\w.]+/.exec(text)![0];
			expect(rows.map((cells) => [codeOf(cells[0]), cells.at(-1)!.includes('是')])).toEqual(
				Object.entries(errors).map(([code, { isTemporary }]) => [codeOf(code), isTemporary]),
			);
			for (const cell of rows.flatMap((cells) => cells.slice(1, 4))) {
				expect(cell).toMatch(/\p{Script=Han}/u);
			}
		},
	);
});
