import { detectSource } from '../../../src/events/detect';
import { readBody } from '../../../src/events/request';
import { eventSources } from '../../../src/events/sources';
import { eventRequest } from '../../support/eventRequest.mts';
import { readers } from '../linearWork/readers';

/*
 * n8n does nothing else while a body is read, and strangers choose what stands
 * in it: twice the text may take twice the time, and no more. Measured is the
 * processor's time, as a ratio; again where it seems to be too much, since the
 * compiler and the garbage collector take their time as they like.
 */

/** Times as much for four times the text, trebled at each of two doublings: the square of a length makes it sixteen. */
const MOST_GROWTH = 9;
/** ms below which time says nothing about how it grows. */
const LONG_ENOUGH = 20;
const TRIES = 8;

function timeOf(work: () => unknown): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

/**
 * By how much the time grows from a quarter of something to the whole; 1 where the
 * whole takes no time to speak of. The square of a length shows at any length
 * that takes so long.
 */
function growthOf(work: (size: number) => () => unknown, size: number): number {
	const whole = work(size);
	let long = timeOf(whole);
	if (long < LONG_ENOUGH) return 1;
	const quarter = work(size / 4);
	let short = timeOf(quarter);
	for (let tries = 1; tries < TRIES && long > MOST_GROWTH * short; tries += 1) {
		long = Math.min(long, timeOf(whole));
		if (long < LONG_ENOUGH) return 1;
		// Not the least of these: what was compiled meanwhile is faster.
		short = timeOf(quarter);
	}
	return long / short;
}

const of = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length));
const between = (before: string, after: string) => (length: number) =>
	of(before)(length / 2) + of(after)(length / 2);

const texts: Record<string, (length: number) => string> = {
	'a heading with blanks before an odd end of line': (length) => `x\n# ${' '.repeat(length)}\rx\ry`,
	'blanks within a line': (length) => `a:${' '.repeat(length)}b`,
	'a name that goes on': (length) => `- **${' *'.repeat(length / 2)}`,
	'openers and closers of code': between('```\n', '~~~\n'),
	'brackets within each other': between('[', ']'),
	'signs within each other': between('<', '>'),
	'mentions above headings': between('@a\n', '# a\n'),
	'one accented letter': (length) => `e${'\u0301'.repeat(length)}`,
	...Object.fromEntries(
		[
			...[' ', '\n', '\r', '\r\n', ' \u2028', '\u2029', '\t', 'a \n', '\u3000', '\v\f'],
			...['a:b\n', ':', '：', 'a: b: c\n', '> a: b\n', '&gt; a:b\n', '- a: b\n', '**a**: b\n'],
			...['>', '> ', '> > ', '# a\n', '#', '- ', '* ', '- **', '```\n', '~~~a\n'],
			...['[', ']', '[a](', '[a](b) ', '![a](b', '<http://a|', '<@a|b', '<at>', '<at id=1>a'],
			...['*', '**', '**a', '__a_', '`', '`a` ', '_', '<br', '<br />', '<font color="', '</'],
			...['&lt;', '&amp;lt;', '&', 'not resolved ', '未恢复', 'resolvedresolved', '\\n', '\\n\n'],
			...[
				'e\u0301',
				'👨‍👩‍👧',
				'\ud83d',
				'\u202e',
				'规则名称:',
				'Rule Name ',
				'描述: a\n',
				'留言ID: 1\n\n',
			],
			...['2025-01-01 ', '0', '%', 'http://a.b/', 'dingtalk://a?url=', '"', '{"a":', 'a=b&'],
		].map((unit) => [JSON.stringify(unit), of(unit)]),
	),
};

describe.each(Object.keys(readers))('what the %s do', (group) => {
	const { length, functions } = readers[group];

	it.each(Object.keys(functions))('%s: grows with the text', (name) => {
		const tooFast = Object.entries(texts).flatMap(([family, make]) => {
			const growth = growthOf((size) => {
				const text = make(size);
				return () => functions[name](text);
			}, length);
			return growth > MOST_GROWTH ? [{ family, growth }] : [];
		});
		expect(tooFast).toEqual([]);
	});
});

const list = (count: number, entry: unknown) => Array.from({ length: count }, () => entry);
const keys = (count: number, value: unknown = 1) =>
	Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, value]));
const nested = (depth: number, inner: unknown, wrap: (inner: unknown) => unknown): unknown =>
	Array.from({ length: depth }).reduce(wrap, inner);
const slackText = { type: 'text', text: 'a' };
const button = { tag: 'button', text: { content: 'a' }, url: 'https://a.example' };

/** Bodies of about so many entries. */
const bodies: Record<string, (count: number) => unknown> = {
	keys: (count) => keys(count),
	'empty objects': (count) => list(count, {}),
	'lists within each other': (count) =>
		nested(60, list(count / 10, 1), (inner) => [inner, ...list(count / 100, [])]),
	'alerts of Alertmanager': (count) => ({
		...{ version: '4', groupKey: 'a', receiver: 'a', status: 'firing' },
		alerts: list(Math.min(count, 1_000), {
			status: 'firing',
			fingerprint: 'a',
			labels: keys(count / 1_000),
		}),
	}),
	'labels of an alert': (count) => ({
		...{
			status: 'firing',
			fingerprint: 'a',
			labels: keys(count, 'a'),
			annotations: keys(count, 'a'),
		},
	}),
	'messages of TWT Chat': (count) => ({
		...{ created_at: 1765439941, event: 'UNREPLIED', webhook_id: 'a' },
		content: list(Math.min(count, 1_000), { visitor_name: 'a', ...keys(count / 1_000) }),
	}),
	'labels of Gitee': (count) => ({
		...{ hook_name: 'issue_hooks', hook_id: 1, hook_url: 'a' },
		issue: { number: 'I1', labels: list(count, { name: 'a' }) },
	}),
	'commits of Gitee': (count) => ({
		...{ hook_name: 'push_hooks', hook_id: 1, hook_url: 'a', ref: 'refs/heads/a' },
		commits: list(count, { id: 'a' }),
	}),
	'a card of Feishu': (count) => ({
		msg_type: 'interactive',
		card: { elements: list(count, button) },
	}),
	'cards within each other': (count) => ({
		msg_type: 'interactive',
		card: nested(50, { tag: 'markdown', content: 'a' }, (inner) => ({
			elements: [inner, ...list(count / 50, { tag: 'plain_text', content: 'a: b' })],
		})),
	}),
	'variables of a card': (count) => ({
		msg_type: 'interactive',
		card: { data: { template_variable: keys(count, 'a') } },
	}),
	'paragraphs of a post': (count) => ({
		msg_type: 'post',
		content: { post: { zh_cn: { content: list(count, [{ tag: 'text', text: 'a: b' }]) } } },
	}),
	'languages of a post': (count) => ({
		msg_type: 'post',
		content: { post: keys(count, { title: 'a', content: [] }) },
	}),
	'entries of a card of WeCom': (count) => ({
		msgtype: 'template_card',
		template_card: {
			card_type: 'a',
			horizontal_content_list: list(count, { keyname: 'a', value: 'b' }),
		},
	}),
	'buttons of DingTalk': (count) => ({
		msgtype: 'actionCard',
		actionCard: { text: 'a', btns: list(count, { title: 'a', actionURL: 'b' }) },
	}),
	'blocks of Slack': (count) => ({
		blocks: list(count, {
			type: 'section',
			text: { text: '*a*\nb' },
			fields: [{ text: '*a*\nb' }],
		}),
	}),
	'attachments of Slack': (count) => ({
		attachments: list(count, { title: 'a', text: 'a: b', fields: [{ title: 'a', value: 'b' }] }),
	}),
	'rich text within each other': (count) => ({
		blocks: [
			{
				type: 'rich_text',
				elements: [
					nested(50, slackText, (inner) => ({ elements: [inner, ...list(count / 50, slackText)] })),
				],
			},
		],
	}),
	'a table of Slack': (count) => ({
		blocks: [
			{ type: 'table', rows: list(Math.sqrt(count), list(Math.sqrt(count), { text: 'a' })) },
		],
	}),
};

const everySource = Object.values(eventSources);

describe('a body with many', () => {
	it.each(Object.keys(bodies))('%s takes as much longer as it is, on every source', (name) => {
		const requestOf = (size: number) => eventRequest({ body: JSON.stringify(bodies[name](size)) });
		const works: Array<[who: string, work: (size: number) => () => unknown]> = [
			[
				'detection',
				(size) => {
					const request = requestOf(size);
					return () => detectSource(request, everySource);
				},
			],
			...everySource.map((source): (typeof works)[number] => [
				source.id,
				(size) => {
					const request = requestOf(size);
					return () => source.parse(request, {});
				},
			]),
			[
				'readBody',
				(size) => {
					const body = Buffer.from(JSON.stringify(bodies[name](size)));
					return () => readBody(body);
				},
			],
		];
		const tooFast = works.flatMap(([who, work]) => {
			const growth = growthOf(work, 32_000);
			return growth > MOST_GROWTH ? [{ who, growth }] : [];
		});
		expect(tooFast).toEqual([]);
	});
});
