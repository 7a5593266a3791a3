import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import type { Notification } from '../../../../src/robots/notification/notification';
import {
	slackNotification,
	type SlackNotificationOptions,
} from '../../../../src/robots/slack/notification';
import { aNotification } from '../../../support/robots/notifications.mts';
import { slackMessage } from '../../../support/robots/slack/schema.mts';

const nobody = { ids: [], broadcast: 'none' as const };

function written(
	part: Partial<Notification> = {},
	options: Partial<SlackNotificationOptions> = {},
) {
	return slackNotification(aNotification(part), {
		language: 'en',
		whenTooLong: 'split',
		mentions: nobody,
		...options,
	});
}
const types = (message: ReturnType<typeof written>[number]) => [
	...message.blocks.map(({ type }) => type),
	...(message.attachments ?? []).map(({ blocks, actions, image_url: picture }) =>
		[
			...(blocks ?? []).map(({ type }) => type),
			...(actions ? ['buttons'] : []),
			...(picture ? ['picture'] : []),
		].join(' '),
	),
];
const richTextOf = (...elements: object[]) => ({
	type: 'rich_text',
	elements: [{ type: 'rich_text_section', elements }],
});
const open = { text: 'Open', url: 'https://example.com/7' };
const acknowledge = { text: "I'm on it", url: 'https://example.com/8', isAction: true } as const;

describe('a Slack notification', () => {
	it('has title, mentions, words, facts, source and buttons', () => {
		const [{ blocks, attachments }] = written(
			{
				quote: 'Where?',
				fields: [
					{ name: 'Agent', value: 'Ann & Li' },
					{ name: 'Waiting since', value: '2025-12-11 15:54 UTC+8', at: 1_765_439_652_000 },
				],
				links: [acknowledge, open],
				source: 'TWT Chat',
			},
			{ mentions: { ids: ['U012AB3CD', 'S0614TZR7'], broadcast: 'channel' } },
		);
		const blank = { type: 'text', text: ' ' };
		expect(blocks).toEqual([
			richTextOf(
				{ type: 'text', text: '🟠 ' },
				{ type: 'link', url: open.url, text: 'Somebody waits', style: { bold: true } },
			),
			richTextOf(
				{ type: 'user', user_id: 'U012AB3CD' },
				blank,
				{ type: 'usergroup', usergroup_id: 'S0614TZR7' },
				blank,
				{ type: 'broadcast', range: 'channel' },
			),
			{
				type: 'rich_text',
				elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: 'Where?' }] }],
			},
		]);
		const field = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
		expect(attachments).toEqual([
			{
				color: '#ff8800',
				blocks: [
					{
						type: 'section',
						fields: [
							field('*Agent*\nAnn &amp; Li'),
							// "Date formatting": in the zone of whoever reads it.
							field('*Waiting since*\n<!date^1765439652^{date_num} {time}|2025-12-11 15:54 UTC+8>'),
						],
					},
					{ type: 'context', elements: [{ type: 'plain_text', text: 'TWT Chat', emoji: true }] },
				],
			},
			{
				color: '#ff8800',
				fallback: "I'm on it · Open",
				actions: [
					{ type: 'button', text: "I'm on it", url: acknowledge.url, style: 'primary' },
					{ type: 'button', text: 'Open', url: open.url },
				],
			},
		]);
	});

	it.each([
		['info', '#3370ff'],
		['success', '#2ea121'],
		['warning', '#ff8800'],
		['critical', '#f54a45'],
	] as const)('of severity %s has a bar in %s', (severity, color) => {
		const [{ attachments }] = written({ severity, source: 'TWT Chat', links: [open] });
		expect(attachments!.map((attachment) => attachment.color)).toEqual([color, color]);
	});

	it('has no block for what it has not', () => {
		expect(types(written()[0])).toEqual(['rich_text']);
		expect(written()[0]).not.toHaveProperty('attachments');
	});

	it('has no button that asks the app for an answer: without one Slack warns', () => {
		const links = Array.from({ length: 12 }, (_, index) => ({
			text: `${index}`,
			url: `https://example.com/${index}`,
		}));
		const [message] = written({ links });
		expect(JSON.stringify(message.blocks)).not.toContain('"button"');
		const buttons = message.attachments!.map(({ actions = [] }) => actions.map(({ text }) => text));
		// "A maximum of 5 actions per attachment".
		expect(buttons).toEqual([
			['0', '1', '2', '3', '4'],
			['5', '6', '7', '8', '9'],
			['10', '11'],
		]);
	});

	it('does not let a title that names a host lead to another one', () => {
		const [{ blocks }] = written({ title: 'Log in at bank.example.com', links: [open] });
		expect(JSON.stringify(blocks[0])).not.toContain(open.url);
	});

	it('has facts that are too long for a column, or too many, in lines', () => {
		const fields = [
			{ name: 'Reason', value: 'x'.repeat(41) },
			...Array.from({ length: 22 }, (_, index) => ({ name: `N${index}`, value: `${index}` })),
		];
		const [{ blocks, attachments }] = written({ fields });
		const sections = attachments![0].blocks as Array<{ fields: unknown[] }>;
		expect(sections.map((section) => section.fields.length)).toEqual([10, 10]);
		const lines = JSON.stringify(blocks);
		for (const name of ['Reason', 'N20', 'N21']) expect(lines).toContain(name);
	});

	it('shows what is in a fact as it is', () => {
		const value = '*a* _b_ `c` ~d~ <!channel> :bell:';
		const name = '> *quoted*';
		const [{ attachments }] = written({ fields: [{ name, value }] });
		const [{ fields }] = attachments![0].blocks as unknown as Array<{
			fields: Array<{ text: string }>;
		}>;
		expect(fields[0].text).toBe('*＞ ∗quoted∗*\n∗a∗ ＿b＿ ｀c｀ ∼d∼ &lt;!channel&gt; :\u200bbell:');
	});

	it('has the first table as such, and behind it what stands behind it', () => {
		const table = '| A | B |\n|---|--:|\n| **1** | |';
		const [message] = written({
			body: parseMarkdown(`before\n\n${table}\n\nbehind\n\n${table}`),
		});
		expect(types(message)).toEqual(['rich_text', 'rich_text', 'table', 'rich_text']);
		const text = (words: string, style?: object) =>
			richTextOf({ type: 'text', text: words, ...(style ? { style } : {}) });
		const bold = { bold: true };
		expect(message.attachments![0].blocks![0]).toEqual({
			type: 'table',
			column_settings: [
				{ align: 'left', is_wrapped: true },
				{ align: 'right', is_wrapped: true },
			],
			rows: [
				[text('A', bold), text('B', bold)],
				// Slack takes no cell without a character.
				[text('1', bold), text(' ')],
			],
		});
		expect(JSON.stringify(message.attachments![1])).toContain('rich_text_preformatted');
		expect(slackMessage.safeParse(message).error?.issues).toBeUndefined();
	});

	it.each([
		['rows', 101, 1, 'x'],
		['columns', 2, 21, 'x'],
		['characters', 3, 2, 'x'.repeat(5_000)],
	])('writes a table with too many %s in columns', (_what, rows, columns, cell) => {
		const row = `|${`${cell}|`.repeat(columns)}`;
		const source = [row, `|${'---|'.repeat(columns)}`, ...Array(rows - 1).fill(row)].join('\n');
		for (const message of written({ body: parseMarkdown(source) })) {
			expect(types(message)).not.toContain('table');
			expect(slackMessage.safeParse(message).error?.issues).toBeUndefined();
		}
	});

	it('shows pictures where Slack leaves out those that it cannot fetch, and their links besides', () => {
		const pictures = Array.from(
			{ length: 7 },
			(_, index) => `![Chart ${index}](https://example.com/${index}.png)`,
		);
		const [message] = written({ body: parseMarkdown(pictures.join('\n\n')) });
		const shown = message.attachments!.map(({ image_url: url }) => url);
		expect(shown).toEqual([0, 1, 2, 3, 4].map((index) => `https://example.com/${index}.png`));
		for (let index = 0; index < 7; index += 1) {
			expect(JSON.stringify(message.blocks)).toContain(`https://example.com/${index}.png`);
		}
		expect(JSON.stringify(message)).not.toContain('"type":"image"');
	});

	it('says the same as text for notifications and screen readers, in which nothing is markup', () => {
		expect(written({ quote: '<!channel>' })[0].text).toBe('🟠 Somebody waits\n&lt;!channel&gt;');
		expect(written({ body: parseMarkdown('**Now**') })[0].text).toBe('🟠 Somebody waits\nNow');
		expect(written({ quote: 'x'.repeat(2_000) })[0].text).toHaveLength(1_000);
		expect(written({ quote: '<'.repeat(2_000) })[0].text).toMatch(/waits\n(&lt;)+…$/);
	});

	it('previews no address: it would be longer than what is said', () => {
		expect(written()[0]).toMatchObject({ unfurl_links: false, unfurl_media: false });
	});

	it('that is long has mentions, buttons and source in its first message only', () => {
		const messages = written(
			{
				body: parseMarkdown('Please answer soon. '.repeat(1_200)),
				links: [{ text: 'Open', url: 'https://example.com/7' }],
				source: 'TWT Chat',
			},
			{ mentions: { ids: ['U012AB3CD'], broadcast: 'none' } },
		);
		expect(messages.map(types)).toEqual([
			['rich_text', 'rich_text', 'rich_text', 'context', 'buttons'],
			['rich_text', 'rich_text'],
			['rich_text', 'rich_text'],
		]);
	});

	it('has no more elements in a block than Slack takes', () => {
		const messages = written({ body: parseMarkdown('a\n\n```\nb\n```\n\n'.repeat(80)) });
		expect(messages.length).toBeGreaterThan(1);
		for (const message of messages) {
			expect(slackMessage.safeParse(message).success).toBe(true);
			for (const { elements = [] } of message.blocks) {
				expect(elements.length).toBeLessThanOrEqual(100);
			}
		}
	});
});
