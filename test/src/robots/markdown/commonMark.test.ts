import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import commonMark from 'commonmark-spec';

import { feishuCardMarkdown } from '../../../../src/robots/feishu/markdown';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { renderMarkdown } from '../../../../src/robots/markdown/render';
import { weComMarkdownV2 } from '../../../../src/robots/weCom/markdown';

/*
 * Every example of "CommonMark Spec", but those of HTML, which is a text here.
 * Of what the two dialects that are CommonMark have of it, CommonMark shows the
 * words that the specification says.
 */

const dialects = { feishu: feishuCardMarkdown, weComV2: weComMarkdownV2 };

/** What a message shows in another way. */
const OTHERWISE: Record<number, string> = {
	308: 'a comment parts two lists, and nobody sees it',
	309: 'a comment parts two lists, and nobody sees it',
	346: 'code that is an address: the address without a mark of code leads elsewhere, so it says where',
	487: 'a link without words to nowhere is nothing',
	494: 'bold words as HTML',
	503: 'an address that is shown keeps its percents',
	517: 'a picture in a link has its words alone',
	531: 'a picture in a link has its words alone',
};

const examples = commonMark.tests
	.filter(({ section, number }) => !section.includes('HTML') && !(number in OTHERWISE))
	// "The → character is used to represent tabs."
	.map((example) => ({
		...example,
		markdown: example.markdown.replaceAll('→', '\t'),
		html: example.html.replaceAll('→', '\t'),
	}));

const CHARACTERS: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' };

/** As a message has it: what leads to no page says where it would. */
function withAddress(label: string, address: string): string {
	const isShown = /^(?:https?|mailto):/i.test(address) || label === address;
	return isShown ? label : `${label}${label && '('}${decodeURI(address)}${label && ')'}`;
}

/** The words of a page without blanks, with each look-alike as what it looks like. */
function wordsOf(html: string): string {
	return html
		.replace(/<img src="([^"]*)" alt="([^"]*)"[^>]*>/g, (_, address, label) =>
			withAddress(label, address),
		)
		.replace(/<a href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, (_, address, label) =>
			label ? withAddress(label, address) : `(${address})`,
		)
		.replace(/<\/?(?:p|h\d|em|strong|del|code|pre|ul|ol|li|blockquote|hr|br|input)\b[^>]*>/g, '')
		.replace(/&(lt|gt|quot|amp);/g, (_, name) => CHARACTERS[name])
		.normalize('NFKC')
		.replaceAll('∗', '*')
		.replaceAll('∼', '~')
		.replace(/[\s\u200b☐☑•]+/g, '');
}

test('there are hundreds of them', () => {
	expect(examples.length).toBeGreaterThan(570);
	expect(new Set(examples.map(({ section }) => section)).size).toBeGreaterThan(20);
});

describe.each(Object.entries(dialects))('in %s', (_name, dialect) => {
	it.each(examples)('example $number ($section) has its words', ({ markdown, html }) => {
		const written = renderMarkdown(parseMarkdown(markdown), dialect);
		const shown = micromark(written, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
		expect(wordsOf(shown)).toBe(wordsOf(html));
	});
});
