import { slackMessage } from '../../../../src/events/groupRobot/slack';

const read = (body: unknown) => {
	const reading = slackMessage(body);
	if (!reading.ok) throw new Error(`${reading.field}: ${reading.message}`);
	return reading.message;
};
const blocks = (...list: object[]) => read({ blocks: list });
const plain = (text: string) => ({ type: 'plain_text', text });
const richText = (...elements: object[]) => ({ type: 'rich_text', elements });

// Shapes of "Block Kit" (docs.slack.dev).
describe('a block', () => {
	it.each<[string, object, object]>([
		['header', { type: 'header', text: plain('Title') }, { title: 'Title', content: '' }],
		['markdown', { type: 'markdown', text: '**x**' }, { content: '**x**' }],
		['markdown without text', { type: 'markdown', text: 7 }, { content: '' }],
		['section', { type: 'section', text: plain('x') }, { content: 'x' }],
		['context', { type: 'context', elements: [plain('a'), plain('b')] }, { content: 'a\nb' }],
		['image', { type: 'image', title: plain('Cat'), alt_text: 'a cat' }, { content: 'Cat' }],
		['image without title', { type: 'image', alt_text: 'a cat' }, { content: 'a cat' }],
		['image without any text', { type: 'image', alt_text: '' }, { content: '[image]' }],
		['divider', { type: 'divider' }, { content: '' }],
		[
			'table',
			{ type: 'table', rows: [[{ text: 'a' }, richText({ type: 'text', text: 'b' })], 'odd'] },
			{ content: 'a | b' },
		],
	])('%s', (_, block, expected) => {
		expect(blocks(block)).toMatchObject({ type: 'blocks', fields: [], ...expected });
	});

	it('that is a second header is text', () => {
		const message = blocks(
			{ type: 'header', text: plain('One') },
			{ type: 'header', text: plain('Two') },
		);
		expect(message).toMatchObject({ title: 'One', content: 'Two' });
	});

	it('with fields has facts where a bold name stands above its value', () => {
		const message = blocks({
			type: 'section',
			fields: [
				{ type: 'mrkdwn', text: '*Type:*\nComputer\n(laptop)' },
				{ type: 'mrkdwn', text: '*Owner*:\nAnn' },
				{ type: 'mrkdwn', text: 'no fact' },
				{ type: 'mrkdwn', text: `*${'n'.repeat(81)}*\nvalue` },
				{},
			],
		});
		expect(message.fields).toEqual([
			{ name: 'Type', value: 'Computer\n(laptop)' },
			{ name: 'Owner', value: 'Ann' },
		]);
		expect(message.content).toBe(`no fact\n*${'n'.repeat(81)}*\nvalue`);
	});

	it('with buttons has their addresses, the first of which is that of the message', () => {
		const button = (text: object, url?: string) => ({ type: 'button', text, url });
		const message = blocks(
			{ type: 'section', text: plain('x'), accessory: button(plain('Open'), 'https://a.example') },
			{
				type: 'actions',
				elements: [
					button({}, 'https://b.example'),
					button(plain('No address')),
					{ type: 'datepicker', text: plain('x'), url: 'https://c.example' },
					null,
				],
			},
		);
		expect(message).toMatchObject({
			url: 'https://a.example',
			fields: [
				{ name: 'Open', value: 'https://a.example' },
				{ name: 'https://b.example', value: 'https://b.example' },
			],
		});
	});

	it('of rich text is read as people see it', () => {
		const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
		const message = blocks(
			richText(
				section(
					{ type: 'text', text: 'Hello ' },
					{ type: 'user', user_id: 'U1' },
					{ type: 'broadcast', range: 'here' },
					{ type: 'emoji', name: 'wave' },
					{ type: 'text' },
					{ type: 'user' },
					{ type: 'broadcast' },
					{ type: 'emoji' },
					{ type: 'link', url: 'https://a.example', text: 'site' },
					{ type: 'link', url: 'https://b.example' },
					{ type: 'link' },
				),
				{
					type: 'rich_text_list',
					elements: [section({ type: 'text', text: 'a' }), section({ type: 'text', text: 'b' })],
				},
			),
		);
		expect(message.content).toBe(
			'Hello @U1@here:wave:@@::site (https://a.example)https://b.example\na\nb',
		);
	});
});

describe('a message', () => {
	it('says its blocks, and its text only where they say nothing', () => {
		expect(read({ text: 'fallback', blocks: [{ type: 'markdown', text: 'x' }] }).content).toBe('x');
		expect(read({ text: 'fallback', blocks: [{ type: 'divider' }] }).content).toBe('fallback');
		expect(read({ text: 'only', blocks: null, attachments: null })).toMatchObject({
			type: 'text',
			content: 'only',
		});
	});

	// "Secondary message attachments".
	it('says everything of its attachments', () => {
		const message = read({
			attachments: [
				{
					pretext: 'before',
					title: 'Title',
					title_link: 'https://a.example',
					text: 'inside',
					fields: [{ title: 'Priority', value: 'High' }, { title: 'Empty' }, { value: 'Nameless' }],
					footer: 'Slack API',
					fallback: 'summary',
				},
				{ title: 'Second', blocks: [{ type: 'markdown', text: 'block' }] },
				{ fallback: 'not needed' },
			],
		});
		expect(message).toEqual({
			type: 'attachments',
			title: 'Title',
			content: 'before\ninside\nSlack API\nblock\nSecond',
			fields: [{ name: 'Priority', value: 'High' }],
			url: 'https://a.example',
		});
	});

	it('says the summary of an attachment that has nothing else', () => {
		expect(read({ attachments: [{ fallback: 'summary' }] }).content).toBe('summary');
	});

	it.each([{}, { text: ' ' }, { blocks: [] }, { attachments: [] }, { text: null }])(
		'%j is refused',
		(body) => {
			expect(slackMessage(body)).toEqual({
				ok: false,
				field: 'text',
				message: 'is required unless there are blocks or attachments',
			});
		},
	);
});
