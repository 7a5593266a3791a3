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
		[
			'with words before a table',
			{ body: parseMarkdown('a\n\n| a |\n|---|\n| b |') },
			{},
			['markdown_v2'],
		],
		['with a list in a quotation', { body: parseMarkdown('> - a') }, {}, ['markdown_v2']],
		['with nothing but words and marks', { body: parseMarkdown('> **a** b') }, {}, ['markdown']],
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

	it('has the names of facts in grey, where there are colours', () => {
		const fields = [{ name: 'Agent', value: '<@all>' }];
		expect(written({ fields })[0].markdown.content).toBe(
			'**Title**\n\n<font color="comment">Agent</font>: ＜@all>',
		);
		expect(written({ fields }, {}, 'markdownV2')[0].markdown_v2.content).toContain('**Agent**: ');
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

describe('a WeCom notification in a style of one’s own', () => {
	it('as a card has the mentions in a text behind it, which says the title again', () => {
		const mentions = { users: ['lilei'], everybody: true };
		const [card, text, ...others] = written({ title: '<@all>', links: [link] }, mentions, 'card');
		expect(card.msgtype).toBe('template_card');
		expect(text).toEqual({
			msgtype: 'text',
			text: { content: '＜@all>', mentioned_list: ['lilei', '@all'] },
		});
		expect(others).toEqual([]);
	});

	it('is refused as a card where it leads nowhere', () => {
		expect(() => written({}, {}, 'card')).toThrow('A card needs a link');
	});

	it('as a text has quotation and links in it, and mentions nobody by them', () => {
		const part = { severity: 'critical', quote: '<@all>', links: [link] } as const;
		expect(written({ ...part, links: [link] }, {}, 'text')).toEqual([
			{
				msgtype: 'text',
				text: { content: '🔴 Title\n│ ＜@all>\nOpen (https://example.com/)' },
			},
		]);
	});

	it('as the newer markdown has sign, title and links in it', () => {
		const part = { title: 'A *title*', links: [link] };
		expect(written(part, {}, 'markdownV2')).toEqual([
			{
				msgtype: 'markdown_v2',
				markdown_v2: { content: '**🔵 A ∗title∗**\n\n[Open](https://example.com/)' },
			},
		]);
	});
});

describe('a WeCom notification in several messages', () => {
	const long = { body: parseMarkdown('Please answer soon. '.repeat(500)) };

	it.each([
		['markdown', 4_096],
		['markdownV2', 4_096],
		['text', 2_048],
	] as const)('is numbered as %s, and no part has more than %d bytes', (style, limit) => {
		const contents = written(long, {}, style).map((body) => body[body.msgtype].content as string);
		expect(contents.length).toBeGreaterThan(2);
		contents.forEach((content, index) => {
			expect(content).toContain(`(${index + 1}/${contents.length})`);
			expect(Buffer.byteLength(content)).toBeLessThanOrEqual(limit);
		});
	});

	it.each([
		['markdown', true],
		['text', false],
	] as const)('mentions in the first only, as %s within the content: %s', (style, isWithin) => {
		const messages = written(long, { users: ['lilei'] }, style);
		const mentioned = messages.map((body) => JSON.stringify(body).includes('lilei'));
		expect(mentioned).toEqual(messages.map((_, index) => index === 0));
		expect(JSON.stringify(messages[0]).includes('<@lilei>')).toBe(isWithin);
	});

	it('mentions everybody behind the last of markdown, where alone it can', () => {
		const types = typesOf(long, { everybody: true }, 'markdown');
		expect(types).toEqual(['markdown', 'markdown', 'markdown', 'text']);
	});
});
