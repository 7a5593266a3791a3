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
			'not an ID of a Slack user',
		);
	});

	it('may have 4000 characters, with the mentions', () => {
		const mentions = { ids: ['U012AB3CD'], broadcast: 'none' as const };
		const room = 4_000 - '<@U012AB3CD> '.length;
		expect(texts('x'.repeat(room), { mentions })).toHaveLength(1);
		expect(texts('x'.repeat(room + 1), { mentions })).toHaveLength(2);
		expect(() => texts('x'.repeat(4_001), { whenTooLong: 'fail' })).toThrow('4000 characters');
	});

	it('that is long is parted between its words, also within what other chats hold for code', () => {
		const content = `\`\`\`\n${'some words '.repeat(600)}\n\`\`\``;
		const words = texts(content).map(({ text }) => text.replace(/^\(\d\/\d\)\n/, ''));
		expect(words.join(' ').match(/```/g)).toHaveLength(2);
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
			expect(() => bodyOf(none, '')).toThrow(`There are no ${name}`);
		},
	);

	it(`are ${most} at most`, () => {
		expect(() => bodyOf(Array(most).fill(part), '')).not.toThrow();
		expect(() => bodyOf(Array(most + 1).fill(part), '')).toThrow(`at most ${most} ${name}`);
	});
});
