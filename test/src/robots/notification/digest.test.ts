import { digestOf } from '../../../../src/robots/notification/digest';
import type { Notification } from '../../../../src/robots/notification/notification';
import { plainTextDialect } from '../../../../src/robots/markdown/plainText';
import { renderMarkdown } from '../../../../src/robots/markdown/render';

const notification = (title: string, part: Partial<Notification> = {}): Notification => ({
	title,
	severity: 'warning',
	fields: [],
	links: [],
	isWaiting: true,
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
				'  Ann · shop · Open (https://example.com/)',
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
		expect(digestOf([notification('a'), notification('b', { isWaiting: false })], 'zh').title).toBe(
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
