import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { tidied, type Notification } from '../../../../src/robots/notification/notification';
import { weComNotification, type WeComStyle } from '../../../../src/robots/weCom/notification';
import type { WeComMentions } from '../../../../src/robots/weCom/mentions';

const nobody: WeComMentions = { users: [], mobiles: [], everybody: false };
const link = { text: 'Open', url: 'https://example.com/' };

function written(
	part: Partial<Notification> = {},
	mentions: Partial<WeComMentions> = {},
	style: WeComStyle = 'auto',
): any[] {
	return weComNotification(
		tidied({ title: 'Title', severity: 'info', fields: [], links: [], ...part }),
		{ style, language: 'en', whenTooLong: 'split', mentions: { ...nobody, ...mentions } },
	);
}
const typesOf = (...args: Parameters<typeof written>) =>
	written(...args).map(({ msgtype }) => msgtype);

describe('the automatic style of a WeCom notification', () => {
	it.each<[string, Partial<Notification>, Partial<WeComMentions>, string[]]>([
		['short with a link', { links: [link] }, {}, ['template_card']],
		['short with four links', { links: [link, link, link, link] }, {}, ['template_card']],
		['with more links than a card has', { links: Array(5).fill(link) }, {}, ['markdown']],
		['without a link, for a card must lead somewhere', {}, {}, ['markdown']],
		[
			'with a title longer than a card shows',
			{ title: '字'.repeat(27), links: [link] },
			{},
			['markdown'],
		],
		[
			'with more facts than a card has',
			{ links: [link], fields: Array(7).fill({ name: 'n', value: 'v' }) },
			{},
			['markdown'],
		],
		['with a table', { body: parseMarkdown('| a |\n|---|\n| b |') }, {}, ['markdown_v2']],
		['with a list and a link', { body: parseMarkdown('- a'), links: [link] }, {}, ['markdown_v2']],
		['that mentions somebody', { links: [link] }, { users: ['lilei'] }, ['markdown']],
		['that mentions everybody', {}, { everybody: true }, ['markdown', 'text']],
		['that mentions a mobile number', {}, { mobiles: ['13800001111'] }, ['markdown', 'text']],
		[
			'with a table that mentions somebody',
			{ body: parseMarkdown('| a |\n|---|\n| b |') },
			{ users: ['lilei'] },
			['markdown_v2', 'text'],
		],
	])('of one %s', (_, part, mentions, types) => {
		expect(typesOf(part, mentions)).toEqual(types);
	});
});

describe('a WeCom notification', () => {
	it.each([
		['info', '**Title**'],
		['success', '**<font color="info">Title</font>**'],
		['warning', '**<font color="warning">Title</font>**'],
		['critical', '**<font color="warning">🔴 Title</font>**'],
	] as const)('of severity %s has its colour', (severity, title) => {
		expect(written({ severity })[0].markdown.content).toBe(title);
	});

	it('mentions within markdown', () => {
		expect(written({}, { users: ['lilei'] })[0].markdown.content).toBe('**Title**\n\n<@lilei>');
	});

	it('mentions everybody in one message as a text', () => {
		expect(written({}, { everybody: true }, 'text')).toEqual([
			{ msgtype: 'text', text: { content: '🔵 Title', mentioned_list: ['@all'] } },
		]);
	});
});

it('leads from a card to the first of four links, and lists the others', () => {
	const links = ['Open', 'I am on it', 'Snooze', 'Replied'].map((text, index) => ({
		text,
		url: `https://example.com/${index}`,
	}));
	const [{ template_card: card }] = written({ links });
	expect(card.card_action.url).toBe('https://example.com/0');
	expect(card.jump_list.map(({ title }: { title: string }) => title)).toEqual([
		'I am on it',
		'Snooze',
		'Replied',
	]);
});
