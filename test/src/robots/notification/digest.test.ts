import fc from 'fast-check';

import {
	digestInParts,
	digestOf,
	isShownInADigest,
} from '../../../../src/robots/notification/digest';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import type { Notification } from '../../../../src/robots/notification/notification';
import { plainTextDialect } from '../../../../src/robots/markdown/plainText';
import { renderMarkdown } from '../../../../src/robots/markdown/render';

const notification = (title: string, part: Partial<Notification> = {}): Notification => ({
	title,
	severity: 'warning',
	fields: [],
	links: [],
	waits: 'customer',
	...part,
});
const textOf = ({ body }: Notification) => renderMarkdown(body!, plainTextDialect);

describe('a digest', () => {
	it('lists the oldest first, with words, facts and a link', () => {
		const digest = digestOf(
			[
				notification('newer', { at: 2 }),
				notification('older', {
					at: 1,
					quote: 'Where is\nmy order?',
					fields: [
						{ name: 'Customer', value: 'Ann' },
						{ name: 'Project', value: 'shop' },
					],
					links: [{ text: 'Open', url: 'https://example.com/' }],
				}),
			],
			'en',
		);
		expect(digest.title).toBe('2 conversations are waiting for a reply');
		expect(textOf(digest)).toBe(
			[
				'1. older',
				'  Where is my order?',
				'  Customer: Ann · Project: shop',
				'  Open (https://example.com/)',
				'2. newer',
			].join('\n'),
		);
	});

	it('says why things went wrong, once', () => {
		const failed = (title: string, reason: string) =>
			notification(title, {
				fields: [...'abc']
					.map((name) => ({ name, value: name }))
					.concat({ name: 'Reason', value: reason }),
			});
		const digest = digestOf(
			[failed('a', 'It timed out'), failed('b', 'The robot is gone'), failed('c', 'It timed out')],
			'en',
		);
		expect(digest.fields).toEqual([
			{ name: 'Reason', value: 'It timed out' },
			{ name: 'Reason', value: 'The robot is gone' },
		]);
		const many = Array.from({ length: 50 }, (_, index) => failed(`${index}`, `Reason ${index}`));
		expect(digestOf(many, 'en').fields).toHaveLength(3);
		expect(digestOf([notification('a'), notification('b')], 'en').fields).toEqual([]);
	});

	it.each([
		[10, ['Open', "I'm on it", 'Snooze', 'Mark as replied']],
		[11, ['Open', "I'm on it"]],
	])('of %i has as many links for each as it has room for', (count, labels) => {
		const links = ['Open', "I'm on it", 'Snooze', 'Mark as replied'].map((text, index) => ({
			text,
			url: `https://example.com/${index}`,
		}));
		const entries = Array.from({ length: count }, () => notification('somebody', { links }));
		const [, line] = textOf(digestOf(entries, 'en')).split('\n');
		expect(line.trim()).toBe(
			labels.map((text, index) => `${text} (https://example.com/${index})`).join(' · '),
		);
	});

	it('began when the oldest did, and names its source where they have one', () => {
		const shop = notification('a', { at: 2, source: 'TWT Chat' });
		const digest = digestOf([shop, { ...shop, at: 1 }], 'en');
		expect(digest).toMatchObject({ at: 1, source: 'TWT Chat' });
		expect(digestOf([shop, { ...shop, source: 'Gitee' }], 'en').source).toBeUndefined();
		expect(digestOf([shop, notification('b')], 'en').source).toBeUndefined();
	});

	it('quotes in one line, and not all of it', () => {
		const quote = `one\n\n\ntwo ${'x'.repeat(100)}`;
		const [, line] = textOf(digestOf([notification('a', { quote })], 'en')).split('\n');
		expect(line.trim()).toBe(`one two ${'x'.repeat(71)}…`);
	});

	it('is as severe as the worst in it', () => {
		expect(
			digestOf([notification('a'), notification('b', { severity: 'critical' })], 'en').severity,
		).toBe('critical');
	});

	it('does not say that all wait when some do not', () => {
		expect(digestOf([notification('a'), notification('b', { waits: undefined })], 'zh').title).toBe(
			'2 条通知',
		);
	});

	it('is the same message when the same is sent again', () => {
		const keyed = (key: string) => notification('a', { idempotencyKey: key });
		const key = (...keys: string[]) => digestOf(keys.map(keyed), 'en').idempotencyKey;
		expect(key('1', '2')).toBe(key('1', '2'));
		expect(key('1', '2')).not.toBe(key('1', '3'));
		expect(digestOf([keyed('1'), notification('b')], 'en').idempotencyKey).toBeUndefined();
	});
});

describe('an entry of a digest', () => {
	it('has a short body, and every fact by its name', () => {
		const fields = [...'abcdef'].map((name) => ({ name: name.toUpperCase(), value: name }));
		const body = parseMarkdown(`A **body** ${'x'.repeat(100)}`);
		const [, said, facts] = textOf(digestOf([notification('a', { body, fields })], 'en')).split(
			'\n',
		);
		expect(said.trim()).toBe(`A body ${'x'.repeat(72)}…`);
		expect(facts.trim()).toBe('A: a · B: b · C: c · D: d · E: e · F: f');
	});

	it('is one line that leads to the page where there are many', () => {
		const entry = notification('somebody', {
			quote: 'Where is my order?',
			links: [
				{ text: 'Board', url: 'https://example.com/board', isCommon: true },
				{ text: 'Open', url: 'https://example.com/1' },
				{ text: 'Snooze', url: 'https://example.com/2' },
			],
		});
		const lines = textOf(digestOf(Array(21).fill(entry), 'en')).split('\n');
		expect(lines).toHaveLength(21);
		expect(lines[0]).toBe('1. somebody (https://example.com/1)');
	});

	it.each([
		['short text', true],
		['字'.repeat(80), true],
		['字'.repeat(81), false],
		['- a list', false],
		['**bold**', false],
		['| a | b |\n| - | - |\n| 1 | 2 |', false],
	])('may stand for an author’s own body %j: %s', (source, isShown) => {
		const own = notification('a', { body: parseMarkdown(source), hasOwnBody: true });
		expect(isShownInADigest(own)).toBe(isShown);
		expect(isShownInADigest({ ...own, hasOwnBody: undefined })).toBe(true);
		if (isShown) {
			expect(textOf(digestOf([own], 'en'))).toContain(source);
			expect(textOf(digestOf(Array(30).fill(own), 'en'))).toContain(source);
		}
	});
});

describe('a digest in parts', () => {
	it('names each once, in order, whatever fits, and says how many it leaves out', () => {
		const lengths = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 60 });
		fc.assert(
			fc.property(lengths, fc.integer({ min: 1, max: 12 }), (sizes, most) => {
				const all = sizes.map((size, index) =>
					notification(`#${index}#${'x'.repeat(size)}`, { at: index }),
				);
				const room = 250;
				const parts = digestInParts(all, 'en', most, (one) => textOf(one).length <= room);
				expect(parts.length).toBeLessThanOrEqual(most);
				const written = parts.map(({ notification: write }, index) =>
					write(index === parts.length - 1),
				);
				const named = written.flatMap((one) => textOf(one).match(/#\d+#/g) ?? []);
				expect(named).toEqual(all.slice(0, named.length).map((_, index) => `#${index}#`));
				expect(parts.flatMap(({ entries }) => entries)).toEqual(all.slice(0, named.length));
				const left = all.length - named.length;
				written.forEach((one, index) => {
					expect(textOf(one).length).toBeLessThanOrEqual(room);
					const isLast = index === parts.length - 1;
					expect(textOf(one).includes('more')).toBe(isLast && left > 0);
					if (isLast && left > 0) expect(textOf(one)).toContain(`and ${left} more`);
				});
				if (left > 0) expect(parts).toHaveLength(most);
			}),
		);
	});

	it('is numbered on, and has its parts counted in the title', () => {
		const all = [...'abc'].map((title) => notification(title));
		const parts = digestInParts(all, 'zh', 9, (one) => textOf(one).split('\n').length < 3);
		expect(parts.map(({ notification: write }) => write(false).title)).toEqual([
			'3 个会话正在等待回复 (1/2)',
			'3 个会话正在等待回复 (2/2)',
		]);
		expect(textOf(parts[1].notification(true))).toBe('2. b\n3. c');
	});

	it('takes one that does not fit by itself', () => {
		const parts = digestInParts([notification('a'), notification('b')], 'en', 9, () => false);
		expect(parts.map(({ entries }) => entries.length)).toEqual([1, 1]);
	});
});
