import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { renderPlainText } from '../../../../src/robots/markdown/plainText';
import { contentOf, titleWithKeyword } from '../../../../src/robots/notification/content';
import type { Notification } from '../../../../src/robots/notification/notification';

const full: Notification = {
	title: 'Title',
	severity: 'info',
	quote: 'Where?',
	body: parseMarkdown('Words'),
	fields: [
		{ name: 'Agent', value: 'Ann' },
		{ name: 'Project', value: 'shop' },
	],
	links: [
		{ text: 'Open', url: 'https://example.com/7' },
		{ text: 'Snooze', url: 'https://example.com/8' },
	],
};

test('below its title a notification has quotation, words, facts and links', () => {
	const written = (withLinks: boolean) =>
		renderPlainText(contentOf(full, { language: 'en', withLinks })).split('\n');
	const words = ['│ Where?', 'Words', 'Agent: Ann', 'Project: shop'];
	expect(written(false)).toEqual(words);
	expect(written(true)).toEqual([
		...words,
		'Open (https://example.com/7) · Snooze (https://example.com/8)',
	]);
});

test('it has no empty paragraphs for what it has not', () => {
	const bare: Notification = { title: 'Title', severity: 'info', fields: [], links: [] };
	expect(contentOf(bare, { language: 'en', withLinks: true }).children).toEqual([]);
});

test.each([
	['Title', undefined, 'Title'],
	['Title', '', 'Title'],
	['Title', '客服', 'Title · 客服'],
	['客服 Title', '客服', '客服 Title'],
])('the title %j with the keyword %j is %j', (title, keyword, expected) => {
	expect(titleWithKeyword(title, keyword)).toBe(expected);
});
