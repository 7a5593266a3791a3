import {
	discordEmbed,
	discordEmbeds,
	discordMessage,
	discordTextMessages,
	type DiscordEmbed,
	type DiscordMessageOptions,
	type DiscordTextOptions,
} from '../../../../src/robots/discord/messages';

/* "Execute Webhook", "Embed Object" and "Allowed Mentions Object" (Discord developer documentation). */

const USER = '80351110224678912';
const ROLE = '165511591545143296';
const nobody = { users: [], roles: [], everybody: 'none' as const };
const quiet: DiscordMessageOptions = { mentions: nobody, allowMentionsInContent: false };
const texts = (content: string, part: Partial<DiscordTextOptions> = {}): any[] =>
	discordTextMessages(content, {
		...quiet,
		isMarkdown: true,
		showPreviews: true,
		whenTooLong: 'split',
		...part,
	});

describe('a Discord text', () => {
	it('mentions nobody of whom its author does not say so', () => {
		expect(texts('**hello** @everyone')).toEqual([
			{ content: '**hello** @everyone', allowed_mentions: { parse: [] } },
		]);
	});

	it('may mention whom its content names, where that is asked for', () => {
		expect(texts(`<@${USER}>`, { allowMentionsInContent: true })[0].allowed_mentions).toEqual({
			parse: ['users', 'roles', 'everyone'],
		});
	});

	it('names at its end whom it mentions', () => {
		const mentions = { users: [USER], roles: [ROLE], everybody: 'here' as const };
		expect(texts('hello', { mentions })).toEqual([
			{
				content: `hello\n<@${USER}> <@&${ROLE}> @here`,
				allowed_mentions: { parse: ['everyone'], users: [USER], roles: [ROLE] },
			},
		]);
	});

	it.each([
		[{ ...nobody, users: ['lilei'] }, 'not the ID of a Discord user'],
		[{ ...nobody, roles: ['1'.repeat(14)] }, 'not the ID of a Discord role'],
		[{ ...nobody, users: [USER, '1'.repeat(21)] }, 'not the ID of a Discord user'],
		[{ ...nobody, users: Array(101).fill(USER) }, 'at most 100 users'],
	])('refuses to mention %#', (mentions, reason) => {
		expect(() => texts('hello', { mentions })).toThrow(reason);
	});

	// "Allowed Mention Types": "everyone" controls @everyone and @here mentions.
	it.each([
		['here', 'hi @everyone, @Here', 'hi @\u200beveryone, @\u200bHere\n@here'],
		['everyone', 'https://a.example/@here', 'https://a.example/%40here\n@everyone'],
	] as const)('that notifies @%s says nothing of the kind by itself', (everybody, said, shown) => {
		expect(texts(said, { mentions: { ...nobody, everybody } })).toEqual([
			{ content: shown, allowed_mentions: { parse: ['everyone'] } },
		]);
		const options = { mentions: { ...nobody, everybody }, allowMentionsInContent: true };
		expect(texts(said, options)[0].content).toBe(`${said}\n@${everybody}`);
	});

	it('that is no markdown shows its marks, also at the beginning of a line', () => {
		expect(texts('*one*\n# two', { isMarkdown: false })[0].content).toBe('\\*one\\*\n\\# two');
	});

	it('shows no previews where that is asked for', () => {
		// "Message Flags": SUPPRESS_EMBEDS is 1 << 2.
		expect(texts('https://example.com', { showPreviews: false })[0].flags).toBe(4);
	});

	it('may have 2000 characters, with the mentions', () => {
		const mentions = { ...nobody, users: [USER] };
		const room = 2_000 - `\n<@${USER}>`.length;
		expect(texts('x'.repeat(room), { mentions })).toHaveLength(1);
		expect(texts('x'.repeat(room + 1), { mentions })).toHaveLength(2);
		expect(() => texts('x'.repeat(2_001), { whenTooLong: 'fail' })).toThrow('2000 characters');
	});

	it('that is long mentions in its first message only', () => {
		const mentions = { ...nobody, users: [USER] };
		const messages = texts('Please answer soon. '.repeat(300), { mentions });
		expect(messages.length).toBeGreaterThan(2);
		messages.forEach(({ content, allowed_mentions }, index) => {
			expect(content.length).toBeLessThanOrEqual(2_000);
			expect(content.includes(USER)).toBe(index === 0);
			expect(allowed_mentions).toEqual(index === 0 ? { parse: [], users: [USER] } : { parse: [] });
		});
	});
});

describe('a Discord embed by the parameters of a form', () => {
	const empty: DiscordEmbed = {
		title: '',
		url: '',
		description: '',
		color: '',
		fields: [],
		imageUrl: '',
		thumbnailUrl: '',
		footer: '',
	};
	const embedOf = (part: Partial<DiscordEmbed>): any =>
		(discordEmbed({ ...empty, ...part }, quiet).embeds as any[])[0];

	it('has every part that is filled in', () => {
		const field = { name: 'Agent', value: 'Ann', inline: true };
		expect(
			embedOf({
				title: 'Title',
				url: 'https://example.com',
				description: 'Words',
				color: ' #FF8800 ',
				fields: [field],
				imageUrl: 'https://example.com/i.png',
				thumbnailUrl: 'https://example.com/t.png',
				footer: 'TWT Chat',
			}),
		).toEqual({
			title: 'Title',
			url: 'https://example.com',
			description: 'Words',
			color: 0xff8800,
			fields: [field],
			image: { url: 'https://example.com/i.png' },
			thumbnail: { url: 'https://example.com/t.png' },
			footer: { text: 'TWT Chat' },
		});
	});

	it.each([
		[{ title: 'Title' }, { title: 'Title' }],
		[{ description: 'Words' }, { description: 'Words' }],
		[{ imageUrl: 'https://example.com/i.png' }, { image: { url: 'https://example.com/i.png' } }],
		[
			{ fields: [{ name: 'a', value: 'b', inline: false }] },
			{ fields: [{ name: 'a', value: 'b', inline: false }] },
		],
	])('needs no more than %j', (part, expected) => {
		expect(embedOf(part)).toEqual(expected);
	});

	it('is refused when there is nothing to see', () => {
		expect(() => embedOf({ title: ' ', footer: 'TWT Chat' })).toThrow('The embed is empty');
	});

	it.each(['red', '#ff880', 'x#ff8800', '#ff88000'])('refuses the colour %j', (color) => {
		expect(() => embedOf({ title: 'Title', color })).toThrow('is not a color');
	});

	it('takes a colour without its sign', () => {
		expect(embedOf({ title: 'Title', color: '00ff00' }).color).toBe(0x00ff00);
	});
});

describe('Discord embeds', () => {
	const embed = { title: 'Title' };

	it.each([[[embed]], [embed], [{ embeds: [embed] }]])(
		'are a list, one, or a message with some: %j',
		(value) => {
			expect(discordEmbeds(value, quiet)).toEqual({
				embeds: [embed],
				allowed_mentions: { parse: [] },
			});
		},
	);

	it('have whom they mention in the content: an embed notifies nobody', () => {
		const mentions = { ...nobody, users: [USER] };
		expect(discordEmbeds([embed], { ...quiet, mentions })).toEqual({
			content: `<@${USER}>`,
			embeds: [embed],
			allowed_mentions: { parse: [], users: [USER] },
		});
	});

	it.each([
		[[], 'list of embeds is empty'],
		[null, 'list of embeds is empty'],
		['text', 'list of embeds is empty'],
		[Array(11).fill(embed), 'at most 10 embeds'],
		[[embed, { fields: Array(26).fill({ name: 'a', value: 'b' }) }], 'at most 25 fields'],
	])('are refused: %#', (value, reason) => {
		expect(() => discordEmbeds(value, quiet)).toThrow(reason);
	});

	it('may mention as many as Discord takes', () => {
		const mentions = { ...nobody, users: Array(100).fill(USER) };
		expect(discordEmbeds([embed], { ...quiet, mentions }).allowed_mentions).toMatchObject({
			users: mentions.users,
		});
	});

	it('may be as many as Discord takes', () => {
		const full = { fields: Array(25).fill({ name: 'a', value: 'b' }) };
		expect(discordEmbeds(Array(10).fill(full), quiet).embeds).toHaveLength(10);
	});
});

describe('a Discord message of one’s own', () => {
	it('mentions nobody unless it says so', () => {
		expect(discordMessage({ content: '@everyone' })).toEqual({
			content: '@everyone',
			allowed_mentions: { parse: [] },
		});
		const loud = { content: '@everyone', allowed_mentions: { parse: ['everyone'] } };
		expect(discordMessage(loud)).toEqual(loud);
	});
});
