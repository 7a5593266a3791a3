import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { files } from '../support/repository/files.mts';

const root = join(__dirname, '../..');
const [, rows] = readFileSync(join(root, 'docs/glossary.md'), 'utf8').split('## Not used');
const banned = [...rows.matchAll(/^\| (?!Not |---)(\S+) \| ([^|]+) \|$/gm)].map(([, not, but]) => [
	not,
	but.trim(),
]);

/**
 * Where a word may stand in another meaning: Bytedesk's help desk, what is pushed to
 * a repository; in Chinese WeCom's feature, tickets that a source escalates, and on-call systems.
 */
const ELSEWHERE: Record<string, RegExp> = {
	desk: /help ?desk|service desk|Bytedesk|Zendesk|desk\.example\.com|'Desk'/gi,
	pushes: /(comments|tags) and pushes|pushes of gitee/g,
	推送: /消息推送|(代码|标签)推送|推送了?(代码|标签|数据)/g,
	认领: /未认领|认领超时|（认领）/g,
	升级: /工单已?升级|升级链|升级策略|[…/] ?升级|\[升级\]\(https/g,
};

/** As a word, and as a part of a name: `pushes`, `missedPushes`, `MISSED_PUSHES`. */
function standing(word: string): RegExp {
	const capital = `${word[0].toUpperCase()}${word.slice(1)}`;
	return new RegExp(
		`(?<![A-Za-z])${word}(?![a-z])|${capital}(?![a-z])|(?<![A-Z])${word.toUpperCase()}(?![A-Z])`,
		'g',
	);
}

/**
 * All that is ours: no lockfile, no picture, nothing that a source or a client of others wrote,
 * and nothing that people type: into n8n's search, and to a chat app.
 */
const ours = files
	.filter((file) => /\.(ts|mts|js|cjs|mjs|html|css|md|json|yml|sh)$/.test(file))
	.filter(
		(file) =>
			!/package-lock\.json|^docs\/glossary\.md|^test\/docs\/glossary|^test\/support\/sources\/(?:gitee|corpus)\/|\.node\.json$|^src\/answers\/grammar\.ts$|\/search\.test\.ts$/.test(
				file,
			),
	);

describe('the glossary', () => {
	test('names what is not used', () => {
		expect(banned.length).toBeGreaterThan(3);
	});

	test.each(banned)('nothing says "%s", but "%s"', (not) => {
		const found = ours.flatMap((file) => {
			const text = readFileSync(join(root, file), 'utf8');
			const rest = ELSEWHERE[not] ? text.replace(ELSEWHERE[not], '') : text;
			return [...rest.matchAll(standing(not))].map(
				({ index }) => `${file}: ${rest.slice(Math.max(0, index - 30), index + 40)}`,
			);
		});
		expect(found).toEqual([]);
	});
});
