import {
	slackAttachments,
	slackBlocks,
	slackTextMessages,
	type SlackTextOptions,
} from '../../../../src/robots/slack/messages';

const nobody = { ids: [], broadcast: 'none' as const };
const texts = (content: string, part: Partial<SlackTextOptions> = {}) =>
	slackTextMessages(content, {
		mentions: nobody,
		isMrkdwn: true,
		whenTooLong: 'split',
		...part,
	}) as Array<{ text: string; mrkdwn: boolean }>;

describe('a Slack text', () => {
	it('is mrkdwn as its author wrote it, or shown as it is', () => {
		const content = '*bold* <!channel> & <https://example.com|link>';
		expect(texts(content)).toEqual([{ text: content, mrkdwn: true }]);
		expect(texts(content, { isMrkdwn: false })).toEqual([
			{ text: '*bold* &lt;!channel&gt; &amp; &lt;https://example.com|link&gt;', mrkdwn: false },
		]);
	});

	it('begins with those whom it mentions', () => {
		const mentions = { ids: ['U012AB3CD', 'W012AB3CD', 'S0614TZR7'], broadcast: 'here' as const };
		expect(texts('hello', { mentions })[0].text).toBe(
			'<@U012AB3CD> <@W012AB3CD> <!subteam^S0614TZR7> <!here> hello',
		);
	});

	it.each([
		'lilei',
		'C012AB3CD',
		'U1',
		'u012ab3cd',
		'@U012AB3CD',
		'@S0614TZR7',
		'S0614TZR7>',
		`U${'A'.repeat(31)}`,
		'<!channel>',
	])('refuses %j as the ID of a mention', (id) => {
		expect(() => texts('hello', { mentions: { ...nobody, ids: [id] } })).toThrow(
			'not the ID of a Slack user',
		);
	});

	it('may have 4000 characters, with the mentions', () => {
		const mentions = { ids: ['U012AB3CD'], broadcast: 'none' as const };
		const room = 4_000 - '<@U012AB3CD> '.length;
		expect(texts('x'.repeat(room), { mentions })).toHaveLength(1);
		expect(texts('x'.repeat(room + 1), { mentions })).toHaveLength(2);
		expect(() => texts('x'.repeat(4_001), { whenTooLong: 'fail' })).toThrow('4000 characters');
	});

	/** The parts without their numbers. */
	const partsOf = (content: string) =>
		texts(content).map(({ text }) => text.replace(/^\(\d\/\d\)\n/, ''));

	it('that is long has its code in code blocks, each of them closed', () => {
		const lines = Array.from({ length: 400 }, (_, index) => `const line${index} = ${index};`);
		const parts = partsOf(`Look:\n\`\`\`\n${lines.join('\n')}\n\`\`\`\nThat is all.`);
		expect(parts.length).toBeGreaterThan(2);
		for (const part of parts) expect(part.split('```').length % 2).toBe(1);
		const code = parts.flatMap((part) => part.split('```').filter((_, index) => index % 2 === 1));
		expect(code.map((part) => part.trim()).join('\n')).toBe(lines.join('\n'));
		expect(
			parts
				.join('\n')
				.replace(/```[^`]*```/g, '')
				.split(/\s+/)
				.join(' ')
				.trim(),
		).toBe('Look: That is all.');
	});

	it.each([
		'<https://shop.example/orders/4711|open the order of yesterday>',
		'<!subteam^S0614TZR7>',
		'`a piece of code`',
		`\`\`\`\nshort code\n\n${'more of it\n'.repeat(20)}\`\`\``,
	])('that is long never has a part of %j only', (whole) => {
		// Wherever the end of the first message falls.
		for (let before = 3_900 - whole.length; before < 4_000; before += 1) {
			const content = `${'x'.repeat(before)} ${whole} and so on ${'y'.repeat(3_000)}`;
			expect(partsOf(content).filter((part) => part.includes(whole))).toHaveLength(1);
		}
	});

	it('that is long has a link cut only where it is longer than a message', () => {
		const parts = partsOf(`Look: <https://a.example/${'x'.repeat(5_000)}>`);
		expect(parts.join('').replace(/\s/g, '')).toBe(`Look:<https://a.example/${'x'.repeat(5_000)}>`);
		for (const part of parts) expect(part.length).toBeLessThanOrEqual(4_000);
	});

	it('that is no mrkdwn is parted between its words, whatever they are', () => {
		const content = `\`\`\`\n${'some words '.repeat(600)}\n\`\`\``;
		const parts = texts(content, { isMrkdwn: false }).map(({ text }) => text);
		expect(parts.join(' ').match(/```/g)).toHaveLength(2);
	});

	it('that is long mentions in its first message only', () => {
		const mentions = { ids: ['U012AB3CD'], broadcast: 'none' as const };
		const messages = texts('Please answer soon. '.repeat(600), { mentions });
		expect(messages.length).toBeGreaterThan(2);
		messages.forEach(({ text }, index) => {
			expect(text.length).toBeLessThanOrEqual(4_000);
			expect(text.startsWith('<@U012AB3CD> ')).toBe(index === 0);
		});
	});
});

describe.each([
	['blocks', slackBlocks, 50],
	['attachments', slackAttachments, 100],
] as const)('Slack %s', (name, bodyOf, most) => {
	const part = { type: 'divider' };

	it('are a list, or what the Block Kit Builder exports', () => {
		expect(bodyOf([part], 'Said in notifications')).toEqual({
			[name]: [part],
			text: 'Said in notifications',
		});
		expect(bodyOf({ [name]: [part] }, '')).toEqual({ [name]: [part] });
	});

	it.each([[[]], [null], ['text'], [{}], [part]])(
		'are refused where there are none: %j',
		(none) => {
			expect(() => bodyOf(none, '')).toThrow(`The list of ${name}`);
		},
	);

	it(`are ${most} at most`, () => {
		expect(() => bodyOf(Array(most).fill(part), '')).not.toThrow();
		expect(() => bodyOf(Array(most + 1).fill(part), '')).toThrow(`at most ${most} ${name}`);
	});
});
