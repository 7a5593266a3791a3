import { discordNotification } from '../../../../src/robots/discord/notification';
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
	it('has title, colour, facts, link, source and time', () => {
		expect(discordNotification(notification({ quote: 'Where?' }), options)).toEqual([
			{
				embeds: [
					{
						title: 'Somebody waits',
						url: 'https://example.com/7',
						description: '> Where?\n\n[Open](https://example.com/7)',
						color: 0xff8800,
						fields: [{ name: 'Agent', value: 'Ann', inline: true }],
						footer: { text: 'TWT Chat' },
						timestamp: '2025-12-11T07:54:12.000Z',
					},
				],
				allowed_mentions: { parse: [] },
			},
		]);
	});

	it('leaves out what it has not', () => {
		const bare = notification({ fields: [], links: [], source: undefined, at: NaN });
		expect(discordNotification(bare, options)[0].embeds).toEqual([
			{ title: 'Somebody waits', color: 0xff8800 },
		]);
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

	it('writes facts below one another when they are long, and into the text when they are many', () => {
		const [long] = discordNotification(
			notification({ fields: [{ name: 'Where', value: 'x'.repeat(41) }] }),
			options,
		);
		expect(long.embeds![0].fields).toMatchObject([{ inline: false }]);
		const [many] = discordNotification(
			notification({
				fields: Array.from({ length: 20 }, (_, index) => ({
					name: `F${index}`,
					value: 'y'.repeat(400),
				})),
			}),
			{ ...options, whenTooLong: 'truncate' },
		);
		expect(many.embeds![0]).not.toHaveProperty('fields');
		expect(many.embeds![0].description).toContain('**F0**: yyy');
	});

	it.each([
		[['all'], '"all" is not an ID of a Discord user'],
		[Array.from({ length: 101 }, () => '80351110224678912'), 'at most 100 users'],
	])('is refused when %s is to be mentioned', (users, words) => {
		expect(() =>
			discordNotification(notification(), { ...options, mentions: { ...nobody, users } }),
		).toThrow(words);
	});
});

describe('a notification as text', () => {
	it('says the same, without previews of its links', () => {
		expect(discordNotification(notification(), { ...options, style: 'text' })).toEqual([
			{
				content: '**🟠 Somebody waits**\n**Agent**: Ann\n\n[Open](https://example.com/7)',
				allowed_mentions: { parse: [] },
				flags: 4,
			},
		]);
	});
});
