import { MOST_LINES, readLines, shownLines } from '../../../../src/events/groupRobot/lines';

const FACTS = 'A: 1\nB: 2';
const facts = [
	{ name: 'A', value: '1' },
	{ name: 'B', value: '2' },
];
const shown = (content: string) => shownLines(readLines(content).lines);
const texts = (content: string) => readLines(content).lines.map(({ text }) => text);

describe('the title of a message', () => {
	it.each([
		['# Title', 'Title'],
		['   ###### Title', 'Title'],
		['#  Title  ', 'Title'],
		['\n\n# Title', 'Title'],
		// Who is to look stands before it.
		['<@all>\n<at user_id="ou_1">Tom</at>\n# Title', 'Title'],
		['    # Title', undefined],
		['####### Title', undefined],
		['#Title', undefined],
		['# ', undefined],
		['say # Title', undefined],
		// What begins otherwise is no heading of the message: anybody may have written what comes later.
		['Hello\n# Title', undefined],
		['> # Title', undefined],
		['```\n# Title\n```', undefined],
	])('%j is %j', (line, title) => {
		expect(readLines(`${line}\n${FACTS}`).title).toBe(title);
	});

	it('is the first heading; the others are text', () => {
		expect(readLines(`# One\n## Two\n${FACTS}`).title).toBe('One');
		expect(shown(`# One\n## Two\n${FACTS}`)).toEqual({ fields: facts, text: 'Two' });
	});
});

describe('the lines of a message', () => {
	it('are told apart from those that it quotes, where a fact is none of its own', () => {
		const content = `${FACTS}\n> quoted\n   > C: 3\n&gt; D: 4\nsay > this\n\n    > code`;
		expect(shown(content)).toEqual({
			fields: facts,
			text: 'quoted\nC: 3\nD: 4\nsay > this\n> code',
		});
		expect(readLines(content).lines.filter(({ isQuoted }) => isQuoted)).toHaveLength(3);
	});

	it('are none of its own in code, which has to end to be code', () => {
		const isQuoted = (content: string) => readLines(content).lines.map((line) => line.isQuoted);
		expect(shown(`${FACTS}\n\`\`\`yaml\nC: 3\n\`\`\`\nD: 4`)).toEqual({
			fields: [...facts, { name: 'D', value: '4' }],
			text: 'C: 3',
		});
		expect(isQuoted('~~~\nA: 1\n```\nB: 2\n~~~~\nC: 3')).toEqual([true, true, true, false]);
		expect(isQuoted('```\nA: 1\nB: 2')).toEqual([false, false, false]);
		expect(texts('```\n  **A**: 1\n```')).toEqual(['  **A**: 1']);
	});

	it('begin wherever somebody who reads sees one begin', () => {
		// UAX #14, "Unicode Line Breaking Algorithm": classes BK, CR, LF, NL.
		const breaks = ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];
		for (const sign of breaks) {
			expect(texts(`a${sign}b`)).toEqual(['a', 'b']);
			expect(readLines(`a${sign}> A: 1`).lines[1].isQuoted).toBe(true);
		}
	});

	it('belong to paragraphs, which blank lines part', () => {
		const paragraphs = (content: string) =>
			readLines(content).lines.map(({ paragraph }) => paragraph);
		expect(paragraphs('a\nb\n\n \t\nc\n# d')).toEqual([0, 0, 1, 1]);
		expect(paragraphs('# Title\n\na\n\nb')).toEqual([0, 1]);
	});

	it('with one colon alone are a sentence', () => {
		expect(shown('Note: call back')).toEqual({ fields: [], text: 'Note: call back' });
	});

	it.each([
		['- **Name**: value', { name: 'Name', value: 'value' }],
		['*  Name：** value', { name: 'Name', value: 'value' }],
		// As public adapters of Alertmanager write to WeCom.
		[
			'<font color="comment">kubernetes_io_instance:</font>value',
			{ name: 'kubernetes_io_instance', value: 'value' },
		],
		['### 状态:<font color="warning">firing</font>', { name: '状态', value: 'firing' }],
		['+ · • Name: value', { name: 'Name', value: 'value' }],
		[`${'n'.repeat(40)}: value`, { name: 'n'.repeat(40), value: 'value' }],
		['X: value', { name: 'X', value: 'value' }],
		['Room 7: value', { name: 'Room 7', value: 'value' }],
		['7th floor: value', { name: '7th floor', value: 'value' }],
		[`${'n'.repeat(41)}: value`, undefined],
		[': value', undefined],
		['**: value', undefined],
		['https://a.example', undefined],
		['10:30 tomorrow', undefined],
		['Empty:', undefined],
	])('%j is the fact %j', (line, field) => {
		const { fields } = shown(`${FACTS}\n${line}`);
		expect(fields).toEqual(field ? [...facts, field] : facts);
	});

	it('have fifty facts at the most; the others are text', () => {
		const many = Array.from({ length: 52 }, (_, index) => `F${index}: x`).join('\r\n');
		const { fields, text } = shown(many);
		expect(fields).toHaveLength(50);
		expect(text).toBe('F50: x\nF51: x');
	});

	it('are read up to a number and a length, and say so', () => {
		expect(readLines('a\n'.repeat(MOST_LINES - 1)).isCut).toBe(false);
		const many = readLines('a\n'.repeat(MOST_LINES + 1));
		expect(many.lines).toHaveLength(MOST_LINES);
		expect(many.isCut).toBe(true);
		const long = readLines('a'.repeat(1024 * 1024 + 1));
		expect(long.lines[0].text).toHaveLength(1024 * 1024);
		expect(long.isCut).toBe(true);
	});
});
