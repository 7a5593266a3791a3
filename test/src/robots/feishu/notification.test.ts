import {
	feishuNotification,
	type FeishuNotificationOptions,
} from '../../../../src/robots/feishu/notification';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import type { Notification } from '../../../../src/robots/notification/notification';
import { aNotification } from '../../../support/robots/notifications.mts';

const nobody = { users: [], everybody: false };
const mentions = { users: ['ou_18eac8'], everybody: true };
const open = { text: 'Open', url: 'https://example.com/7' };

function written(
	part: Partial<Notification> = {},
	options: Partial<FeishuNotificationOptions> = {},
): any[] {
	return feishuNotification(aNotification(part), {
		style: 'card',
		language: 'en',
		whenTooLong: 'split',
		mentions: nobody,
		...options,
	});
}
const first = (...args: Parameters<typeof written>) => written(...args)[0];

describe('a Feishu notification as a card', () => {
	it('has title, source and colour in its header, then words, mentions and buttons', () => {
		const snooze = { text: 'Snooze', url: 'https://example.com/8' };
		const { card } = first(
			{ quote: 'Where?', links: [open, snooze], source: 'TWT Chat' },
			{ mentions },
		);
		expect(card.header).toEqual({
			title: { tag: 'plain_text', content: 'Somebody waits' },
			subtitle: { tag: 'plain_text', content: 'TWT Chat' },
			template: 'orange',
		});
		const [words, at, { columns }] = card.body.elements;
		expect(words).toEqual({ tag: 'markdown', content: '> Where?' });
		expect(at).toEqual({ tag: 'markdown', content: '<at id=ou_18eac8></at> <at id=all></at>' });
		const buttons = columns.map(({ elements: [button] }: any) => [
			button.text.content,
			button.type,
			button.behaviors[0].default_url,
		]);
		expect(buttons).toEqual([
			['Open', 'primary', open.url],
			['Snooze', 'default', snooze.url],
		]);
	});

	it('leaves out what it has not', () => {
		const { card } = first();
		expect(card.header).not.toHaveProperty('subtitle');
		expect(card.body.elements).toEqual([]);
	});

	it('has short facts in two columns, and the others in lines above them', () => {
		const fields = [
			{ name: 'Reason', value: 'x'.repeat(41) },
			...['Agent', 'Project', 'Messages'].map((name) => ({ name, value: `<${name}>` })),
		];
		const [lines, ...rows] = first({ fields }).card.body.elements;
		expect(lines).toEqual({ tag: 'markdown', content: `**Reason**: ${'x'.repeat(41)}` });
		const column = (name: string) => ({
			tag: 'column',
			width: 'weighted',
			weight: 1,
			elements: [
				{ tag: 'markdown', content: `<font color='grey'>${name}</font>  \n&#60;${name}&#62;` },
			],
		});
		expect(rows).toEqual([
			{ tag: 'column_set', flex_mode: 'none', columns: [column('Agent'), column('Project')] },
			{ tag: 'column_set', flex_mode: 'none', columns: [column('Messages')] },
		]);
	});

	it('has a table as such, whose plain columns are text and whose others are markdown', () => {
		const source =
			'before\n\n| A | <at id=all></at> |\n|:-:|--|\n| <at id=all></at> | **1** [x](https://example.com/) |\n\nbehind';
		const [before, table, behind] = first({ body: parseMarkdown(source) }).card.body.elements;
		expect([before.content, behind.content]).toEqual(['before', 'behind']);
		expect(table).toEqual({
			tag: 'table',
			page_size: 1,
			row_height: 'auto',
			row_max_height: '999px',
			header_style: { background_style: 'grey', bold: true },
			columns: [
				{
					name: 'c0',
					display_name: 'A',
					data_type: 'text',
					horizontal_align: 'center',
					width: 'auto',
				},
				{
					name: 'c1',
					display_name: '<at id=all></at>',
					data_type: 'lark_md',
					horizontal_align: 'left',
					width: 'auto',
				},
			],
			rows: [{ c0: '<at id=all></at>', c1: '**1** [x](https://example.com/)' }],
		});
	});

	it.each([
		[1, 1, 0],
		[5, 5, 0],
		[6, 5, 1],
		[9, 5, 4],
	])('of %d tables writes %d as such, and only those beyond as lists', (count, tables, lists) => {
		for (const quoted of ['', '> ']) {
			const table = ['| A |', '|---|', '| 1 |'].map((line) => quoted + line).join('\n');
			const body = parseMarkdown(Array(count).fill(table).join('\n\nand\n\n'));
			const written = JSON.stringify(first({ body }).card.body.elements);
			const isTable = quoted === '' ? '"tag":"table"' : '| A |';
			expect(written.split(isTable).length - 1).toBe(tables);
			expect(written.split('- **A**: 1').length - 1).toBe(lists);
			expect(written.lastIndexOf(isTable)).toBeLessThan(written.indexOf('- **A**') + 1 || Infinity);
		}
	});
});

describe('a Feishu notification as a post', () => {
	it.each([
		['en', 'en_us'],
		['zh', 'zh_cn'],
	] as const)('in %s is of the language %s', (language, key) => {
		const { content } = first(
			{ quote: 'Where?', links: [open] },
			{ style: 'post', language, mentions },
		);
		expect(content.post).toEqual({
			[key]: {
				title: '🟠 Somebody waits',
				content: [
					[
						{ tag: 'text', text: '│ ' },
						{ tag: 'text', text: 'Where?' },
					],
					[{ tag: 'a', text: 'Open', href: open.url }],
					[
						{ tag: 'at', user_id: 'ou_18eac8' },
						{ tag: 'at', user_id: 'all' },
					],
				],
			},
		});
	});

	it('has no paragraph for mentions that there are none of', () => {
		expect(first({}, { style: 'post' }).content.post.en_us.content).toEqual([]);
	});
});

describe('a Feishu notification as a text', () => {
	it('has the links in it, and the mentions at its end', () => {
		const part = { quote: '<at user_id="all">', links: [open] };
		expect(first(part, { style: 'text', mentions }).content.text).toBe(
			[
				'🟠 Somebody waits',
				'│ ＜at user_id="all">',
				'Open (https://example.com/7)',
				'<at user_id="ou_18eac8"></at> <at user_id="all">所有人</at>',
			].join('\n'),
		);
		expect(first({}, { style: 'text' }).content.text).toBe('🟠 Somebody waits');
	});
});

describe('a Feishu notification in several messages', () => {
	const long = { body: parseMarkdown('请尽快回复。'.repeat(3_000)), links: [open] };

	it.each(['card', 'post', 'text'] as const)('mentions in the first only, as %s', (style) => {
		const messages = written(long, { style, mentions });
		expect(messages.length).toBeGreaterThan(1);
		const mentioned = messages.map((message) => JSON.stringify(message).includes('ou_18eac8'));
		expect(mentioned).toEqual(messages.map((_, index) => index === 0));
	});

	it('has its buttons in the first card', () => {
		const buttons = written(long).map(({ card }) => JSON.stringify(card).includes('open_url'));
		expect(buttons).toEqual(buttons.map((_, index) => index === 0));
	});

	it.each(['card', 'post', 'text'] as const)('has the keyword in each of them, as %s', (style) => {
		for (const message of written(long, { style, keyword: '客服' })) {
			expect(JSON.stringify(message)).toContain('· 客服');
		}
	});
});
