import MarkdownIt from 'markdown-it';

import { documents, pairs, read } from '../support/repository/documents.mts';

/** What is printed of a document, one text for each run of one style; without code. */
function printed(file: string): string[] {
	return new MarkdownIt()
		.parse(read(file), {})
		.flatMap(({ children }) => children ?? [])
		.filter(({ type }) => type === 'text')
		.map(({ content }) => content);
}

// CommonMark 0.31, 6.2: `**` behind a full stop of Chinese and before a letter ends nothing.
it.each(documents)('%s has no mark of emphasis that is printed as it stands', (file) => {
	expect(printed(file).filter((text) => /\*\*|(?<![\p{L}\p{N}/-])\*\p{L}/u.test(text))).toEqual([]);
});

describe.each(pairs)('$chinese', ({ chinese }) => {
	const texts = printed(chinese);
	const found = (pattern: RegExp) => texts.filter((text) => pattern.test(text));

	it('has a blank between Chinese and Latin letters or digits', () => {
		expect(found(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)).toEqual([]);
	});

	it('has Chinese punctuation behind Chinese, and no blank beside it', () => {
		expect(found(/\p{Script=Han}[,;:!?()]|[,;:!?(]\p{Script=Han}/u)).toEqual([]);
		expect(
			found(
				/\p{Script=Han} \p{Script=Han}|[，。；：！？、] (?=\S)|\p{Script=Han} [，。；：！？、]/u,
			),
		).toEqual([]);
	});

	it('addresses the reader as 您', () => {
		expect(found(/你/)).toEqual([]);
	});
});
