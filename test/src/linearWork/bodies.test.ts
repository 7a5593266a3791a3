import { detectSource } from '../../../src/events/detect';
import { readBody } from '../../../src/events/request';
import { eventSources } from '../../../src/events/sources';
import { eventRequest } from '../../support/sources/eventRequest.mts';
import { hostileBodies } from '../../support/sources/hostileBodies.mts';
import { growthOf, MOST_GROWTH } from './growth';

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
const ENTRIES = 32_000;

type Request = ReturnType<typeof eventRequest>;

/** What is done with a body, by who does it. */
const works: Record<string, (request: Request) => unknown> = {
	detection: (request) => detectSource(request, everySource),
	readBody: ({ rawBody }) => readBody(rawBody),
	...Object.fromEntries(
		everySource.map((source) => [source.id, (request: Request) => source.parse(request, {})]),
	),
};

describe('a body with many', () => {
	it.each(Object.keys(bodies))('%s takes as much longer as it is, on every source', (name) => {
		const requestOf = (count: number) =>
			eventRequest({ body: JSON.stringify(bodies[name](count)) });
		const growths = Object.entries(works).map(([who, work]) => ({
			who,
			growth: growthOf(work, requestOf, ENTRIES),
		}));
		expect(growths.filter(({ growth }) => growth > MOST_GROWTH)).toEqual([]);
	});
});

describe('a body that is made to keep us busy', () => {
	/** More than is looked at before somebody is known. */
	const BYTES = 2 * 1_024 * 1_024;
	// Of what a bound refuses at once there is nothing to measure.
	const shapes = Object.keys(hostileBodies).filter(
		(name) => !/, (in a message|as text)/.test(name),
	);

	it.each(shapes)('takes readBody as much longer as it is: %s', (shape) => {
		const growths = ['application/json', 'application/x-www-form-urlencoded'].map((type) => ({
			type,
			growth: growthOf((body: Buffer) => readBody(body, type), hostileBodies[shape], BYTES),
		}));
		expect(growths.filter(({ growth }) => growth > MOST_GROWTH)).toEqual([]);
	});
});
