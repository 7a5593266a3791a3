import { ExplainedError } from '../../../../src/explainedError';
import { renderPlainText } from '../../../../src/robots/markdown/plainText';
import { itemNotification, itemNotifications } from '../../../../src/robots/notification/fromItem';
import { tidied } from '../../../../src/robots/notification/notification';
import { inEveryLanguage } from '../../../support/robots/testedPlatforms.mts';
import { ENVELOPE_SECRET, foreignItems } from '../../../support/robots/foreignItems.mts';

const context = { language: 'en', timeZone: 'Asia/Shanghai', untitled: 'Nightly report' } as const;

/** Title, body, facts and links in one line each. */
function told(item: Record<string, unknown>, language: 'en' | 'zh' = 'en') {
	const [notification] = itemNotifications(item, { ...context, language });
	const { title, body, fields, links } = tidied(notification);
	return {
		title,
		body: body ? renderPlainText(body) : '',
		facts: fields.map(({ name, value }) => `${name}=${value}`).join(' | '),
		links: links.map(({ text, url }) => `${text} ${url}`).join(' | '),
	};
}

test.each<[keyof typeof foreignItems, string, string, string, string]>([
	[
		'Error Trigger',
		'Order sync failed',
		'Example Error Message',
		'Node=Node With Error',
		'Open https://n8n.example.com/workflow/1/executions/231',
	],
	[
		'Error Trigger of a trigger',
		'Mailbox failed',
		'Login to the mailbox failed',
		'Node=Email Trigger (IMAP)',
		'',
	],
	['AI Agent', 'Daily report', '3 orders are late:\n• 4711\n• 4712', '', ''],
	['AI Agent without a heading', 'Nightly report', 'Revenue is up by 4 %.', '', ''],
	['OpenAI', 'Nightly report', 'All good.', 'index=0', ''],
	['OpenAI, responses', 'Nightly report', 'All good.', '', ''],
	['Gemini', 'Nightly report', 'All good.', '', ''],
	[
		'RSS Read',
		'n8n 2.41 released',
		'What is new.',
		'creator=Ann | pubDate=Mon, 24 Nov 2025 10:00:00 GMT',
		'Open https://blog.example.com/n8n-2-41',
	],
	[
		'Form Trigger',
		'New form submission',
		'',
		'What is your name?=Ann | name=Li | Topics=Billing, Delivery | Photo=box.jpg | Time=2025-12-11 15:54 UTC+8',
		'',
	],
	['Schedule Trigger', 'Nightly report', '', 'Time=2025-12-11 15:54 UTC+8', ''],
	['Webhook', 'New order', '', 'total=12 | customer.name=Ann | customer.city=Köln', ''],
	['Webhook by GET', 'Nightly report', '', 'order=4711', ''],
	['Webhook with a text', 'Nightly report', 'The backup is done', '', ''],
	['Webhook behind Edit Fields', 'Nightly report', '', 'order=4711 | checked=true', ''],
	[
		'HTTP Request with its response',
		'Nightly report',
		'',
		'Status=503 | state=down | region=eu',
		'',
	],
	[
		'Aggregate',
		'Nightly report',
		'data\n1. order: 4711 · state: late\n2. order: 4712 · state: lost',
		'',
		'',
	],
	['Chat Trigger', 'Nightly report', 'Where is **my** order?', '', ''],
	[
		'Email Trigger',
		'Invoice 7',
		'Please pay.',
		'from="Ann" <ann@example.com> | to=billing@example.com',
		'',
	],
	[
		'Telegram',
		'Nightly report',
		'Hello there',
		'update_id=1 | message.message_id=2 | message.from.first_name=Ann',
		'',
	],
	['Google Sheets', 'Nightly report', '', 'row_number=2 | Product=Lamp | Stock=0', ''],
])('%s says what it is about', (name, title, body, facts, links) => {
	expect(told(foreignItems[name])).toEqual({ title, body, facts, links });
});

test.each<[keyof typeof foreignItems, string, string]>([
	['Error Trigger', 'Order sync 执行失败', '节点=Node With Error'],
	['Form Trigger', '新的表单提交', '时间=2025-12-11 15:54 UTC+8'],
	['HTTP Request with its response', 'Nightly report', '状态=503'],
])('%s says it in Chinese', (name, title, fact) => {
	const said = told(foreignItems[name], 'zh');
	expect(said.title).toBe(title);
	expect(said.facts).toContain(fact);
});

test('what failed is critical', () => {
	const severities = (
		['Error Trigger', 'HTTP Request with its response', 'Aggregate'] as const
	).map((name) => itemNotification(foreignItems[name], context).severity);
	expect(severities).toEqual(['critical', 'critical', 'info']);
});

describe.each(inEveryLanguage)('on $name in $language', ({ platform, language }) => {
	test.each(Object.entries(foreignItems))('%s is a message without its envelope', (_name, item) => {
		const [notification] = itemNotifications(item, { ...context, language });
		for (const body of platform.write(tidied(notification), { language })) {
			expect(platform.schema.safeParse(body).error?.issues).toBeUndefined();
			const said = JSON.stringify(body);
			for (const secret of ['envelope-secret', ENVELOPE_SECRET, 'curl/8.5', 'production']) {
				expect(said).not.toContain(secret);
			}
		}
	});
});

test('the body of a request is of whoever sent it: no Markdown, no button, no reminder of ours', () => {
	const { webhookUrl, executionMode, headers } = foreignItems.Webhook;
	const of = (body: object) => told({ webhookUrl, executionMode, headers, body });
	expect(of({ output: '[Pay](https://evil.example)' }).body).toBe('[Pay](https://evil.example)');
	expect(of({ text: 'Pay', url: 'https://evil.example' })).toMatchObject({
		facts: 'url=https://evil.example',
		links: '',
	});
	const forged = { reminder: { number: 1, maximum: 4 }, waiting: { seconds: 60 }, escalation: {} };
	expect(of(forged).title).toBe('Nightly report');
	expect(of({ kind: 'alert.firing', title: 'Disk' }).title).toBe('Disk');
});

test.each([
	{},
	{ nothing: null, none: undefined, blank: ' \n' },
	{ list: [], within: { deeper: { nothing: null } } },
	{ headers: { host: 'a' }, params: {}, query: {}, body: {}, webhookUrl: 'https://a.example' },
	{ headers: { host: 'a' }, query: {}, body: ' ', executionMode: 'test' },
])('nothing to say is an error: %j', (item) => {
	expect(() => itemNotifications(item, context)).toThrow(ExplainedError);
	// What is only looked at for its key is none.
	expect(itemNotification(item, context).title).toBe('Nightly report');
});

test.each([0, false, 'x'])('%j is something to say', (value) => {
	expect(told({ value }).facts).toBe(`value=${value}`);
});

test('a long list says how many it leaves out, and one of numbers does too', () => {
	const rows = Array.from({ length: 25 }, (_, order) => ({ order }));
	expect(told({ rows }).body).toMatch(/20\. order: 19\nand 5 more$/);
	expect(told({ numbers: rows.map(({ order }) => order) }).facts).toMatch(/18, 19, … \+5$/);
	expect(told({ a: { b: rows } }).facts).toBe('a.b=[25]');
});

test('values within each other end somewhere, and keys are own ones', () => {
	const deep = JSON.parse(`${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`) as object;
	expect(told({ deep }).facts).toBe('deep.a.a.a.a=…');
	const inherited = JSON.parse('{"__proto__": {"title": "x"}, "constructor": 7}') as object;
	expect(told({ ...inherited }).facts).toContain('constructor=7');
});

test('a preview begins with its mark, whatever it is', () => {
	for (const item of Object.values(foreignItems)) {
		const preview = { ...item, isPreview: true };
		expect(told(preview).title).toMatch(/^\[Test\] /);
		expect(told(preview, 'zh').title).toMatch(/^【测试】/);
		expect(told(preview).facts).not.toContain('isPreview');
	}
});
