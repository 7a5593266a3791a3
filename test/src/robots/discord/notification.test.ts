import { discordNotification } from '../../../../src/robots/discord/notification';
import { discordBody } from '../../../support/robots/discord/schema.mts';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { tidied, type Notification } from '../../../../src/robots/notification/notification';

const nobody = { users: [], roles: [], everybody: 'none' as const };
const options = {
	style: 'embed' as const,
	language: 'en' as const,
	whenTooLong: 'split' as const,
	mentions: nobody,
};
const notification = (part: Partial<Notification> = {}): Notification =>
	tidied({
		title: 'Somebody waits',
		severity: 'warning',
		fields: [{ name: 'Agent', value: 'Ann' }],
		links: [{ text: 'Open', url: 'https://example.com/7' }],
		source: 'TWT Chat',
		at: Date.parse('2025-12-11T07:54:12.000Z'),
		...part,
	});

describe('a notification as an embed', () => {
	it('has title, colour, facts, source, time and buttons', () => {
		expect(discordNotification(notification({ quote: 'Where?' }), options)).toEqual([
			{
				embeds: [
					{
						title: 'Somebody waits',
						url: 'https://example.com/7',
						description: '> Where?',
						color: 0xff8800,
						fields: [{ name: 'Agent', value: 'Ann', inline: true }],
						footer: { text: 'TWT Chat' },
						timestamp: '2025-12-11T07:54:12.000Z',
					},
				],
				components: [
					{
						type: 1,
						components: [{ type: 2, style: 5, label: 'Open', url: 'https://example.com/7' }],
					},
				],
				allowed_mentions: { parse: [] },
			},
		]);
	});

	it('leads to the page, not to what does something', () => {
		const acknowledge = {
			text: "I'm on it",
			url: 'https://example.com/8',
			isAction: true,
		} as const;
		const links = [acknowledge, { text: 'Open', url: 'https://example.com/7' }];
		const [{ embeds, components }] = discordNotification(notification({ links }), options);
		expect(embeds![0].url).toBe('https://example.com/7');
		expect(JSON.stringify(components)).toMatch(/I'm on it.*Open/);
		const [none] = discordNotification(notification({ links: [acknowledge] }), options);
		expect(none.embeds![0]).not.toHaveProperty('url');
	});

	it('shows a time in the zone of whoever reads it, and says it once', () => {
		const at = Date.parse('2025-12-11T07:54:12.000Z');
		const fields = [{ name: 'Waiting since', value: '2025-12-11 15:54 UTC+8', at }];
		const [{ embeds }] = discordNotification(notification({ fields }), options);
		expect(embeds![0].fields).toEqual([
			// "Timestamps" ("Message Formatting").
			{ name: 'Waiting since', value: '<t:1765439652:f> (<t:1765439652:R>)', inline: true },
		]);
		expect(embeds![0]).not.toHaveProperty('timestamp');
	});

	it('has five buttons in a row, and in the text what is too long for one', () => {
		const long = `https://example.com/${'x'.repeat(512)}`;
		const links = [
			...Array.from({ length: 6 }, (_, index) => ({
				text: `${index}`,
				url: `https://example.com/${index}`,
			})),
			{ text: 'Long', url: long },
		];
		const [message] = discordNotification(notification({ links, isDefined: true }), options);
		const labels = message.components!.map(({ components }) =>
			(components as Array<{ label: string }>).map(({ label }) => label),
		);
		expect(labels).toEqual([['0', '1', '2', '3', '4'], ['5']]);
		expect(message.embeds![0].description).toBe(`[Long](${long})`);
		expect(discordBody.safeParse(message).error?.issues).toBeUndefined();
	});

	it('leaves out what it has not', () => {
		for (const at of [undefined, NaN]) {
			const bare = notification({ fields: [], links: [], source: undefined, at });
			expect(discordNotification(bare, options)[0].embeds).toEqual([
				{ title: 'Somebody waits', color: 0xff8800 },
			]);
		}
	});

	it('shows as they are title and facts that look like markup', () => {
		const marked = { title: '# 1', fields: [{ name: '- 2', value: '> 3' }] };
		const [{ embeds }] = discordNotification(notification(marked), options);
		expect(embeds![0].title).toBe('\\# 1');
		expect(embeds![0].fields).toEqual([{ name: '\\- 2', value: '\\> 3', inline: true }]);
	});

	it('that is long has facts, time and address in its first message only', () => {
		const long = notification({ body: parseMarkdown('Please answer soon. '.repeat(600)) });
		const embeds = discordNotification(long, options).flatMap((message) => message.embeds!);
		expect(embeds.length).toBeGreaterThan(2);
		for (const part of ['fields', 'timestamp', 'url', 'footer']) {
			expect(embeds.map((embed) => part in embed)).toEqual(embeds.map((_, index) => index === 0));
		}
	});

	it('has 6000 characters at most in all that it shows', () => {
		const fields = Array.from({ length: 18 }, () => ({
			name: 'n'.repeat(40),
			value: 'v'.repeat(40),
		}));
		const title = 't'.repeat(120);
		const source = 's'.repeat(60);
		const body = (length: number) => parseMarkdown('x'.repeat(length));
		const messagesOf = (length: number) =>
			discordNotification(
				notification({ title, source, fields, links: [], body: body(length) }),
				options,
			);
		// 120 + 60 + 18 times 80, and 4096 are less than that: the description is the limit.
		expect(messagesOf(4_096)).toHaveLength(1);
		expect(messagesOf(4_097)).toHaveLength(2);
	});

	it.each([
		['embed', 'the 4096 characters of a Discord embed'],
		['text', 'the 2000 characters of a Discord message'],
	] as const)('that is too long as %s is refused by its limit', (style, limit) => {
		const long = notification({ body: parseMarkdown('x'.repeat(5_000)) });
		const write = () => discordNotification(long, { ...options, style, whenTooLong: 'fail' });
		expect(write).toThrow(limit);
	});

	it('mentions in its content, where alone it notifies', () => {
		const mentions = {
			users: ['80351110224678912'],
			roles: ['165511591545143296'],
			everybody: 'here' as const,
		};
		expect(discordNotification(notification(), { ...options, mentions })[0]).toMatchObject({
			content: '<@80351110224678912> <@&165511591545143296> @here',
			allowed_mentions: {
				parse: ['everyone'],
				users: ['80351110224678912'],
				roles: ['165511591545143296'],
			},
		});
	});

	it('writes facts into the text that are long, and all of them where they are too many', () => {
		const where = { name: 'Where', value: 'x'.repeat(41) };
		const agent = { name: 'Agent', value: 'Ann' };
		const [long] = discordNotification(notification({ fields: [where, agent] }), options);
		expect(long.embeds![0].fields).toEqual([{ ...agent, inline: true }]);
		expect(long.embeds![0].description).toBe(`**Where**: ${where.value}`);
		const fields = Array.from({ length: 20 }, (_, index) => ({
			name: `${'N'.repeat(38)}${index}`,
			value: 'y'.repeat(40),
		}));
		const [many] = discordNotification(notification({ fields }), options);
		expect(many.embeds![0]).not.toHaveProperty('fields');
		expect(many.embeds![0].description).toContain(`**${'N'.repeat(38)}0**: yyy`);
	});

	it('writes a fact into the text that is longer than the 1024 characters of a field', () => {
		// Each star of an address becomes three characters.
		const value = `https://example.com/${'*'.repeat(380)}`;
		const facts = notification({ fields: [{ name: 'Where', value }] });
		const [{ embeds }] = discordNotification(facts, options);
		expect(embeds![0]).not.toHaveProperty('fields');
		expect(embeds![0].description).toContain('**Where**: https://example.com/%2A');
	});

	it.each([
		[['all'], '"all" is not the ID of a Discord user'],
		[Array.from({ length: 101 }, () => '80351110224678912'), 'at most 100 users'],
	])('is refused when %s is to be mentioned', (users, words) => {
		expect(() =>
			discordNotification(notification(), { ...options, mentions: { ...nobody, users } }),
		).toThrow(words);
	});
});

describe('a notification as text', () => {
	it('shows a title as it is', () => {
		const [{ content }] = discordNotification(
			notification({ title: '# *1*', fields: [], links: [] }),
			{ ...options, style: 'text' },
		);
		expect(content).toBe('**🟠 # \\*1\\***');
	});

	it('has no @everyone but that of the node, also where two pieces of markup make one', () => {
		const mentions = { ...nobody, everybody: 'here' as const };
		const body = parseMarkdown('Hello @![everyone](x)');
		const [{ content }] = discordNotification(notification({ fields: [], links: [], body }), {
			...options,
			style: 'text',
			mentions,
		});
		expect(content).toBe('**🟠 Somebody waits**\nHello @\u200beveryone (x)\n@here');
	});

	it('has 2000 characters at most', () => {
		const room = 2_000 - '**🟠 Somebody waits**\n'.length;
		const messagesOf = (length: number) =>
			discordNotification(
				notification({ fields: [], links: [], body: parseMarkdown('x'.repeat(length)) }),
				{ ...options, style: 'text' },
			);
		expect(messagesOf(room)).toHaveLength(1);
		expect(messagesOf(room + 1)).toHaveLength(2);
	});

	it('says the same, without previews of its links', () => {
		expect(discordNotification(notification(), { ...options, style: 'text' })).toEqual([
			{
				content: '**🟠 Somebody waits**\n**Agent**: Ann',
				components: [
					{
						type: 1,
						components: [{ type: 2, style: 5, label: 'Open', url: 'https://example.com/7' }],
					},
				],
				allowed_mentions: { parse: [] },
				flags: 4,
			},
		]);
	});
});
