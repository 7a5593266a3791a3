import fc from 'fast-check';

import { itemNotification } from '../../../src/robots/notification/fromItem';
import { tidied, type Notification } from '../../../src/robots/notification/notification';
import { rootOf, text } from '../../../src/robots/markdown/build';
import { parseMarkdown } from '../../../src/robots/markdown/parse';
import type { PhrasingContent } from '../../../src/robots/markdown/tree';
import { carrierPigeon } from '../../support/robots/carrierPigeon/platform.mts';
import type { TestedPlatform } from '../../support/robots/testedPlatform.mts';
import { everyPlatform } from '../../support/robots/testedPlatforms.mts';
import { escalationItem, serviceEvents } from '../../support/sources/serviceEvents.mts';

/*
 * Text from outside is text: on no platform can it mention anybody, forge a
 * link, turn the direction of what stands around it or break out of its message. Read back by readers that take more for
 * markup than any client does (test/support/robots).
 */

/** Fragments of every platform's markup, of markdown, and of what encodes them. */
const fragments = [
	...everyPlatform.flatMap(({ markup }) => markup),
	'[bank](https://evil.example)',
	'![x](https://evil.example/p.png)',
	'[a]: https://evil.example',
	'[a][a]',
	'](https://evil.example)',
	'<https://evil.example>',
	'<a href="https://evil.example">bank</a>',
	'<script>alert(1)</script>',
	'```',
	'`',
	'**',
	'*',
	'_',
	'~~',
	'\\',
	'"}]}',
	'| a | b |\n|---|---|\n| c | d |',
	'\n\n# heading\n\n',
	'\n---\n',
	'\n> ',
	'\n- ',
	'\n1. ',
	'    ',
	'\u0000',
	'\u200b',
	'\ud83d',
	// What turns the direction of the text around it, opened and not closed.
	'\u061c',
	'\u200f',
	'\u202a',
	'\u202e',
	'\u2066',
	'\u2067',
	'\u2068',
	'\u2069',
	'&#x202e;',
	'![&#8238;](https://a.example/p.png)',
	'\u2028# heading\u2028',
	'|',
	']',
	'(',
	')',
	'<',
	'>',
	'&',
	'\r\n',
];
const hostile = fc
	.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fragments) }, fc.string()), {
		minLength: 1,
		maxLength: 12,
	})
	.map((parts) => parts.join(''));

const context = { language: 'en', timeZone: 'Asia/Shanghai' } as const;

/** A reminder every word of which somebody else has chosen, but for the link. */
function hostileReminder(text: string) {
	const [event] = serviceEvents;
	return escalationItem({
		reminder: { number: 1, maximum: 4, isLast: false },
		escalation: { state: 'reminding', reminderCount: 0, endedBy: text },
		conversation: { key: text || 'x' },
		event: {
			...event,
			source: text,
			visitor: { name: text, nickname: text },
			agent: { name: text },
			actor: { name: text },
			project: { name: text },
			conversation: { key: text || 'x', effect: 'opens', subject: text, status: text },
			title: text,
			text,
			fields: [{ name: text, value: text }],
			url: 'https://desk.example.com/tickets/7',
		},
	});
}

/** An event of another kind, whose text is not quoted. */
const hostileEvent = (text: string) => ({
	...(hostileReminder(text).event as object),
	kind: 'notice',
});

/** What somebody defined of the words of others, with a value of several lines. */
const hostileDefinition = (text: string): Notification => ({
	isDefined: true,
	hasOwnBody: true,
	title: text,
	severity: 'info',
	quote: text,
	fields: [{ name: 'Answer', value: text }],
	links: [{ text: 'Open', url: ALLOWED }],
});

/** UAX #9, "Unicode Bidirectional Algorithm", section 2: its formatting characters. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Texts, each of them in a node of its own, whose ends are markup together. */
const pieces = fc.array(
	fc
		.tuple(
			fc.constantFrom('text', 'text', 'text', 'font', 'emphasis', 'strong', 'delete'),
			fc.constantFrom(
				...['[a]', ']', '](', '(', '(https://evil.example)', ': https://evil.example', '[', '!'],
				...[
					'<',
					'<@',
					'@',
					'@every',
					'one',
					'all>',
					'&l',
					't;',
					'&',
					'lt',
					';@all>',
					'#60;@all>',
					' ',
					'a',
				],
			),
		)
		.map(([type, value]): PhrasingContent => {
			const inner = text(value);
			if (type === 'text') return inner;
			return { type, color: 'warning', children: [inner] } as PhrasingContent;
		}),
	{ minLength: 2, maxLength: 8 },
);

/** Only the link that the item has, and nothing of what the text brought. */
const ALLOWED = 'https://desk.example.com/tickets/7';

const notifications = [
	(text: string) => itemNotification(hostileReminder(text), context),
	(text: string) => itemNotification(hostileEvent(text), context),
	hostileDefinition,
];

/** What is shown as the Markdown that it is: by option, and of what a team writes. */
const inMarkdown = [
	(text: string): Notification => ({
		title: 'Title',
		severity: 'info',
		body: parseMarkdown(text),
		fields: [],
		links: [{ text: 'Open', url: ALLOWED }],
	}),
	...['alert.firing', 'issue.opened', 'pullRequest.commented', 'code.pushed'].flatMap((kind) => [
		(text: string) => itemNotification({ ...hostileEvent(text), kind }, context),
		(text: string) => {
			const reminder = hostileReminder(text);
			return itemNotification(
				{ ...reminder, event: { ...(reminder.event as object), kind } },
				context,
			);
		},
	]),
];

/** @throws where a text did. */
function mentionsNobodyAndForgesNoLink(platform: TestedPlatform, style: string): void {
	fc.assert(
		fc.property(hostile, fc.constantFrom(...notifications), (text, notificationOf) => {
			const notification = tidied(notificationOf(text));
			for (const body of platform.write(notification, { style })) {
				expect(platform.schema.safeParse(body).error?.issues).toBeUndefined();
				const { mentions, links } = platform.read(body);
				expect(mentions).toEqual([]);
				expect(links.filter((link) => link !== ALLOWED)).toEqual([]);
				expect(JSON.stringify(body)).not.toMatch(TURNING);
			}
		}),
		{ numRuns: 60 },
	);
}

describe.each(everyPlatform)('text from outside on $name', (platform) => {
	it.each(platform.styles)('mentions nobody and forges no link as %s', (style) => {
		mentionsNobodyAndForgesNoLink(platform, style);
	});

	it.each(platform.styles)('adds nobody to those who are to be mentioned, as %s', (style) => {
		fc.assert(
			fc.property(hostile, fc.constantFrom('one', 'everybody'), (text, mentioned) => {
				const notification = tidied(itemNotification(hostileReminder(text), context));
				const bodies = platform.write(notification, { style, mentioned: mentioned as 'one' });
				const mentions = bodies.flatMap((body) => platform.read(body).mentions);
				expect(mentions).toEqual([mentioned === 'one' ? platform.one : platform.everybody]);
			}),
			{ numRuns: 60 },
		);
	});

	it.each(platform.styles)('mentions nobody from within a markdown body, as %s', (style) => {
		fc.assert(
			fc.property(hostile, fc.constantFrom(...inMarkdown), (text, notificationOf) => {
				const notification = tidied(notificationOf(text));
				for (const body of platform.write(notification, { style })) {
					const { mentions, links } = platform.read(body);
					expect(mentions).toEqual([]);
					for (const link of links) expect(link).toMatch(/^(https?:\/\/|mailto:)/);
					expect(JSON.stringify(body)).not.toMatch(TURNING);
				}
			}),
			{ numRuns: 40 },
		);
	});

	it.each(platform.styles)('takes no pieces of text for markup side by side, as %s', (style) => {
		fc.assert(
			fc.property(pieces, (children) => {
				const body = rootOf([{ type: 'paragraph', children }]);
				const links = [{ text: 'Open', url: ALLOWED }];
				const notification: Notification = {
					title: 'Title',
					severity: 'info',
					body,
					fields: [],
					links,
				};
				for (const message of platform.write(tidied(notification), { style })) {
					const reading = platform.read(message);
					expect(reading.mentions).toEqual([]);
					expect(reading.links.filter((link) => link !== ALLOWED)).toEqual([]);
				}
			}),
			{
				numRuns: 100,
				examples: [
					[[text('[a]'), text('(https://evil.example)')]],
					[[text('[a] '), text(' '), text(' (https://evil.example)')]],
					[[text('[a]'), text(': https://evil.example')]],
					[[text(']'), { type: 'font', color: 'warning', children: [text('(<@all>')] }]],
					[[{ type: 'emphasis', children: [text('[a]')] }, text('(https://evil.example)')]],
					[[text('&'), text('lt'), text(';@all>')]],
				],
			},
		);
	});

	it('is not longer than the platform takes, however long it is', () => {
		fc.assert(
			fc.property(
				hostile,
				fc.integer({ min: 1, max: 400 }),
				fc.constantFrom('split', 'truncate'),
				(text, times, whenTooLong) => {
					const notification = tidied(
						itemNotification(hostileReminder(text.repeat(times)), context),
					);
					const bodies = platform.write(notification, { whenTooLong: whenTooLong as 'split' });
					for (const body of bodies) {
						expect(platform.schema.safeParse(body).error?.issues).toBeUndefined();
						expect(platform.size(body)).toBeLessThanOrEqual(platform.limit);
					}
				},
			),
			{ numRuns: 8 },
		);
	});

	it('reads as before where it is written from right to left', () => {
		const words = 'שלום, תודה! مرحبا، شكرا';
		const notification = tidied(itemNotification(hostileReminder(words), context));
		const bodies = platform.write(notification, { style: platform.styles[0] });
		expect(JSON.stringify(bodies)).toContain(words);
	});

	it('has as many lines as somebody likes', () => {
		const item = hostileReminder('a\n'.repeat(200_000));
		const bodies = platform.styles.map((style) =>
			platform.write(tidied(itemNotification(item, context)), { style, whenTooLong: 'truncate' }),
		);
		for (const [body] of bodies) expect(platform.size(body)).toBeLessThanOrEqual(platform.limit);
	});
});

test.each(everyPlatform)('on $name a link of an alert shows where it goes', (platform) => {
	const { write, read } = platform;
	const text = 'See **[https://bank.example/login](https://evil.example/login)**';
	const notification = tidied(itemNotification({ kind: 'alert.firing', text }, context));
	for (const body of write(notification, { style: platform.styles[0] })) {
		expect(read(body).text.replace(/\s/g, '')).toContain('evil.example/login');
	}
});

test.each([
	'&#x202e;',
	'[a](&#x202e;)',
	'![&#8238;](https://a.example/p.png)',
	'[a]\n\n[a]: evil&#x202e;',
	'![a]\n\n[a]: evil&#x202e;',
])('an entity in markdown brings nothing back that turns the text: %j', (source) => {
	expect(JSON.stringify(parseMarkdown(source))).not.toMatch(TURNING);
});

/** Writes it as it came. */
const unescaped = (line: string) => line.replaceAll('ˆ', '^').replaceAll('[\u2060[', '[[');

test.each([
	['text that it takes for its own markup', (lines: string[]) => lines.map(unescaped)],
	['a mention of everybody', (lines: string[]) => [...lines, '^all^']],
	['a link of its own', (lines: string[]) => [...lines, '[[here|https://evil.example]]']],
	['a line break within a line', (lines: string[]) => [lines.join('\n')]],
])('a robot that sends %s is found out', (_what, change) => {
	const careless: TestedPlatform = {
		...carrierPigeon,
		write: (...given) =>
			carrierPigeon.write(...given).map((body) => ({ ...body, lines: change(body.lines) })),
	};
	expect(() => mentionsNobodyAndForgesNoLink(careless, 'letter')).toThrow();
});
