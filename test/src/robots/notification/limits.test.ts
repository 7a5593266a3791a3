import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { ExplainedError } from '../../../../src/explainedError';
import { MOST_PARTS } from '../../../../src/robots/notification/inParts';
import { itemNotification } from '../../../../src/robots/notification/fromItem';
import { tidied } from '../../../../src/robots/notification/notification';
import { everyPlatform } from '../../../support/robots/testedPlatforms.mts';

const long = (paragraphs: number) =>
	tidied({
		title: 'Long',
		severity: 'info',
		body: parseMarkdown(
			Array.from(
				{ length: paragraphs },
				(_, index) => `Paragraph ${index}. ${'字'.repeat(200)}`,
			).join('\n\n'),
		),
		fields: [{ name: 'Field', value: 'once' }],
		links: [{ text: 'Open', url: 'https://example.com' }],
	});

describe.each(everyPlatform)('a notification on $name whose customer', (platform) => {
	const piled = (accents: number) => `e${'\u0301'.repeat(accents)}`;

	it.each([
		['has a name of characters with 20 accents each', piled(20).repeat(20), 'words'],
		['has a name of one character with 3000 accents', piled(3_000), 'words'],
		['writes one character with 10000 accents', 'Ann', piled(10_000)],
		['has a name of many emojis', '👨‍👩‍👧'.repeat(200), '👨‍👩‍👧'.repeat(1_000)],
	])('%s is taken', (_what, name, text) => {
		const event = {
			kind: 'message.unreplied',
			visitor: { name },
			text,
			url: 'https://example.com',
		};
		const context = { language: 'en', timeZone: 'UTC' } as const;
		const notification = tidied(itemNotification(event, context));
		for (const style of [undefined, ...platform.styles]) {
			for (const body of platform.write(notification, { style })) {
				expect(platform.schema.safeParse(body).error?.issues).toBeUndefined();
			}
		}
	});
});

describe.each(everyPlatform)('a long notification on $name', (platform) => {
	// More than one message has room for, wherever the limit is.
	let paragraphs = 10;
	while (platform.write(long(paragraphs)).length < 2) paragraphs *= 2;

	it('is split into numbered messages that the platform takes', () => {
		const bodies = platform.write(long(paragraphs), { whenTooLong: 'split' });
		expect(bodies.length).toBeGreaterThan(1);
		bodies.forEach((body, index) => {
			expect(platform.schema.safeParse(body).error?.issues).toBeUndefined();
			expect(platform.size(body)).toBeLessThanOrEqual(platform.limit);
			expect(platform.read(body).text).toContain(`(${index + 1}/${bodies.length})`);
		});
		const all = bodies.map((body) => platform.read(body).text).join('\n');
		for (let index = 0; index < paragraphs; index += 1)
			expect(all).toContain(`Paragraph ${index}.`);
	});

	it('mentions in the first of its messages only', () => {
		const bodies = platform.write(long(paragraphs), { mentioned: 'one' });
		const mentions = bodies.map((body) => platform.read(body).mentions.length);
		expect(mentions.reduce((sum, count) => sum + count, 0)).toBe(1);
	});

	it('is cut off with a mark', () => {
		const bodies = platform.write(long(paragraphs), { whenTooLong: 'truncate' });
		expect(bodies).toHaveLength(1);
		expect(platform.size(bodies[0])).toBeLessThanOrEqual(platform.limit);
		expect(platform.read(bodies[0]).text).toContain('… (truncated)');
	});

	it('is refused', () => {
		expect(() => platform.write(long(paragraphs), { whenTooLong: 'fail' })).toThrow(ExplainedError);
	});

	it('ends with a mark when it needs too many messages', () => {
		const bodies = platform.write(long(paragraphs * MOST_PARTS), {});
		expect(bodies).toHaveLength(MOST_PARTS);
		expect(platform.read(bodies.at(-1)).text).toContain('… (truncated)');
	});
});
