import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import type { Notification } from '../../../../src/robots/notification/notification';
import { fitsCard, weComCard } from '../../../../src/robots/weCom/card';
import { aNotification } from '../../../support/robots/notifications.mts';
import { weComBody } from '../../../support/robots/weCom/schema.mts';

const open = { text: 'Open', url: 'https://example.com/7' };
const links = (count: number) => Array<typeof open>(count).fill(open);
const fact = { name: 'Agent', value: 'Ann' };
const aCard = (part: Partial<Notification> = {}) =>
	aNotification({ severity: 'info', links: [open], ...part });
/** As wide as so many Chinese characters. */
const wide = (count: number) => '字'.repeat(count);
const narrow = (count: number) => 'xx'.repeat(count);
const paragraph = (words: string) => parseMarkdown(words);

describe('what a WeCom card shows in full', () => {
	it.each([
		['a title', { title: wide(26) }, { title: wide(27) }],
		['a title of Latin letters', { title: narrow(26) }, { title: `${narrow(26)}x` }],
		[
			// The sign and the blank behind it are one and a half wide.
			'a title with the sign of its severity',
			{ title: wide(24), severity: 'critical' },
			{ title: wide(25), severity: 'critical' },
		],
		['a quotation', { quote: wide(112) }, { quote: wide(113) }],
		['text', { body: paragraph(wide(112)) }, { body: paragraph(wide(113)) }],
		['lines of text', { body: paragraph('a  \nb') }, { body: paragraph('a **b**') }],
		['paragraphs', { body: paragraph('a\n\nb') }, { body: paragraph('a\n\n- b') }],
		['facts', { fields: Array(6).fill(fact) }, { fields: Array(7).fill(fact) }],
		[
			'the name of a fact',
			{ fields: [{ ...fact, name: wide(5) }] },
			{ fields: [fact, { ...fact, name: wide(6) }] },
		],
		[
			'the value of a fact',
			{ fields: [{ ...fact, value: wide(26) }] },
			{ fields: [fact, { ...fact, value: wide(27) }] },
		],
		['links', { links: links(4) }, { links: links(5) }],
		['a link, for it has to lead somewhere', { links: links(1) }, { links: links(0) }],
		[
			'the label of a link',
			{ links: [{ ...open, text: wide(13) }] },
			{ links: [open, { ...open, text: wide(14) }] },
		],
	] as Array<[string, Partial<Notification>, Partial<Notification>]>)(
		'is %s, and no more',
		(_what, fits, isTooMuch) => {
			expect(fitsCard(aCard(fits))).toBe(true);
			expect(fitsCard(aCard(isTooMuch))).toBe(false);
		},
	);
});

describe('a WeCom card', () => {
	const cardOf = (part: Partial<Notification>): any => weComCard(aCard(part)).template_card;

	it('has title, source, quotation, text, facts and links', () => {
		const full = aCard({
			severity: 'critical',
			source: 'TWT Chat',
			quote: 'Where?',
			body: paragraph('a\n\nb'),
			fields: [fact],
		});
		expect(weComBody.safeParse(weComCard(full)).error?.issues).toBeUndefined();
		expect(weComCard(full)).toEqual({
			msgtype: 'template_card',
			template_card: {
				card_type: 'text_notice',
				source: { desc: 'TWT Chat', desc_color: 2 },
				main_title: { title: '🔴 Somebody waits' },
				quote_area: { type: 0, quote_text: 'Where?' },
				sub_title_text: 'a\nb',
				horizontal_content_list: [{ keyname: 'Agent', value: 'Ann' }],
				jump_list: [{ type: 1, title: 'Open', url: open.url }],
				card_action: { type: 1, url: open.url },
			},
		});
	});

	it.each([
		[
			'Visitor15 已等待 4 分钟 49 秒，仍无人回复（第 2 次提醒，共 4 次）',
			{ title: '🟠 Visitor15 已等待 4 分钟 49 秒', desc: '仍无人回复（第 2 次提醒，共 4 次）' },
		],
		[
			'Issue 已创建：Build fails on arm64, and on riscv64 too',
			{ title: '🟠 Issue 已创建', desc: 'Build fails on arm64, and on riscv64 too' },
		],
		['工单已等待 4 分钟，仍无人回复', { title: '🟠 工单已等待 4 分钟，仍无人回复' }],
	])('has a long title in two lines: %s', (title, titles) => {
		const part = { title, severity: 'warning' } as const;
		expect(fitsCard(aCard(part))).toBe(true);
		expect(cardOf(part).main_title).toEqual(titles);
	});

	it('has a source as long as WeCom shows, and a mark where that is cut', () => {
		const sourceOf = (source: string) => cardOf({ source }).source.desc;
		expect(sourceOf('Prometheus Alertmanager')).toBe('Prometheus Alertmanager');
		expect(sourceOf('Group Robot Message (WeCom, Feishu)')).toBe('Group Robot Message…');
		expect(sourceOf('字'.repeat(14))).toBe(`${'字'.repeat(12)}…`);
	});

	it('leads to the page as a whole, not to what does something', () => {
		const link = (text: string, part: object = {}) => ({ text, url: `https://x/${text}`, ...part });
		const [act, snooze] = ['act', 'snooze'].map((text) => link(text, { isAction: true }));
		const [page, board] = [link('page'), link('board', { isCommon: true })];
		const targetOf = (...some: Array<typeof page>) => cardOf({ links: some }).card_action.url;
		expect(targetOf(act, snooze, page, board)).toBe('https://x/page');
		expect(targetOf(act, snooze, board)).toBe('https://x/board');
		expect(targetOf(act, snooze)).toBe('https://x/act');
		const { jump_list: listed } = cardOf({ links: [act, snooze, page, board] });
		expect(listed.map(({ title }: any) => title)).toEqual(['act', 'snooze', 'board']);
	});

	it('leaves out what it has not', () => {
		expect(Object.keys(cardOf({}))).toEqual([
			'card_type',
			'main_title',
			'jump_list',
			'card_action',
		]);
	});

	it('of four links opens the first, and lists the others', () => {
		const four = [1, 2, 3, 4].map((number) => ({ text: `${number}`, url: `https://x/${number}` }));
		const titles = (count: number) =>
			cardOf({ links: four.slice(0, count) }).jump_list.map(({ title }: any) => title);
		expect(titles(3)).toEqual(['1', '2', '3']);
		expect(titles(4)).toEqual(['2', '3', '4']);
		expect(cardOf({ links: four }).card_action.url).toBe('https://x/1');
	});

	it('that has too much shows as much as WeCom takes', () => {
		const five = Array(5).fill(open);
		const card = cardOf({ fields: Array(9).fill(fact), links: five });
		expect(card.horizontal_content_list).toHaveLength(6);
		expect(card.jump_list).toHaveLength(3);
	});
});
