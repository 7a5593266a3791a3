import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { recordJson } from '../../../src/escalation/items/recordItem';
import { itemNotification } from '../../../src/robots/notification/fromItem';
import { getRuntime } from '../../../src/runtime/getRuntime';
import { HOUR, MINUTE } from '../../../src/time/duration';
import {
	aServiceEvent,
	EscalationWorkflow,
	NODE,
} from '../../support/nodes/escalationWorkflow.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';
import { Visitor } from '../../support/nodes/visitor.mts';
import type { ActiveTrigger } from '../../support/nodes/workflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';

/** As n8n 2.41 makes it: `webhook-waiting/{execution}?signature={token}`. */
const RESUME =
	'https://n8n.example.com/webhook-waiting/231?signature=5bb4ee5fd2b5a2b8e0e4b4ea1b0e5bd2cc3d5aa7c3e4f1d20f4d6e8b7a9c1d3e';
const SIGNATURE = '5bb4ee5fd2b5a2b8';
const approve = { text: 'Approve', url: `${RESUME}&decision=approved` };
const decline = { text: 'Decline', url: `${RESUME}&decision=declined` };

const { pass } = fakeTime(Date.UTC(2026, 0, 5, 9));
let workflow: EscalationWorkflow;
let trigger: ActiveTrigger | undefined;
afterEach(async () => {
	await trigger?.close();
	trigger = undefined;
});

function build(rows: unknown, links: INodeParameters = {}, more: INodeParameters = {}) {
	workflow = new EscalationWorkflow({
		firstReminderAfter: 5,
		remindEvery: 10,
		...more,
		options: {
			...optionGroups({ links }),
			moreLinks: { rows } as INodeParameters,
			changesOutput: true,
		},
	});
}

async function publish(...[rows, links, more]: Parameters<typeof build>): Promise<void> {
	build(rows, links, more);
	trigger = await workflow.publish();
	const { links: pages } = await getRuntime();
	const kept = pages.keepAddress(`workflow:${NODE}`, 'https://n8n.example.com/webhook/a/page');
	await Promise.all([kept, receive()]);
}

async function receive(event: IDataObject = aServiceEvent()): Promise<void> {
	const received = workflow.receive(event);
	await pass(6 * MINUTE);
	await received;
}

const reminders = () => workflow.reminder.received as Array<Record<string, any>>;
const english = { language: 'en', timeZone: 'UTC' } as const;
const labels = (json: Record<string, unknown>) =>
	itemNotification(json, english).links.map(({ text }) => text);

test('are the first buttons of every reminder, and with the board those of Exhausted', async () => {
	await publish([approve, decline], { board: 'look' });
	expect(reminders()[0].links.more).toEqual([approve, decline]);
	const own = ["I'm on it", 'Snooze 30 min', 'Mark as replied', 'Board'];
	expect(labels(reminders()[0])).toEqual(['Approve', 'Decline', ...own]);
	await pass(HOUR);
	expect(reminders().map(({ links }) => links.more.length)).toEqual([2, 2, 2, 2]);
	const [exhausted] = workflow.exhausted.received as IDataObject[];
	expect(labels(exhausted)).toEqual(['Approve', 'Decline', 'Board']);
});

test('are in no list, on no board, and in nothing that tells of a reply or a change', async () => {
	await publish([approve, decline], { board: 'look' });
	const { engine, links } = await getRuntime();
	const found = engine.find({}, 10);
	const url = links.boardUrl(`workflow:${NODE}`, {
		mayChange: true,
		workflowId: undefined,
		expiresAt: Date.now() + HOUR,
	});
	await pass(10);
	const records = (await found).map((record) => recordJson(record, Date.now()));
	expect(records).toMatchObject([{ state: 'open', reminderCount: 1 }]);
	const query = { t: new URL((await url)!).searchParams.get('t')!, data: '1' };
	const board = new Visitor(new UntilReplied(), 'workflow', NODE).open({ query });
	await pass(10);
	const { html } = await board;
	expect(JSON.parse(html).waiting).toHaveLength(1);
	for (const json of [JSON.stringify(records), html]) expect(json).not.toContain(SIGNATURE);

	const t = new URL(reminders()[0].links.markReplied).searchParams.get('t')!;
	const marked = new Visitor(new UntilReplied(), 'workflow', NODE).open({
		method: 'POST',
		query: { t },
		body: { name: 'Ann' },
	});
	await pass(MINUTE);
	const page = (await marked).html;
	const replied = workflow.replied.received;
	const changes = workflow.changes.received;
	expect([replied.length, changes.length]).toEqual([1, 1]);
	for (const said of [page, JSON.stringify([replied, changes])])
		expect(said).not.toContain(SIGNATURE);
});

test('those of the newest event count, and one without any changes nothing', async () => {
	await publish([{ text: 'Open', url: '={{ $json.title }}' }]);
	expect(reminders()[0].links.more).toBeUndefined();
	const event = (id: string, title?: string) =>
		aServiceEvent({ id, occurredAt: new Date().toISOString(), ...(title ? { title } : {}) });
	await receive(event('one', 'https://n8n.example.com/1'));
	await receive(event('two', 'https://n8n.example.com/2'));
	await receive(event('three'));
	await pass(10 * MINUTE);
	const { links, messages } = reminders().at(-1)!;
	expect(messages.count).toBe(4);
	expect(links.more).toEqual([{ text: 'Open', url: 'https://n8n.example.com/2' }]);
});

test.each<[INodeParameters, string, boolean]>([
	[{}, 'http://localhost:5678/webhook-waiting/231', false],
	[{}, 'http://127.0.0.1:5678/webhook-waiting/231', false],
	[{ show: 'always' }, 'http://localhost:5678/webhook-waiting/231', true],
	[{}, 'http://n8n.intranet/webhook-waiting/231', true],
	[{}, 'http://192.168.1.7:5678/webhook-waiting/231', true],
	[{ show: 'never' }, RESUME, false],
])('with %j, %s: %s', async (links, url, isShown) => {
	await publish([{ text: 'Approve', url }], links);
	expect(reminders()[0].links?.more).toEqual(isShown ? [{ text: 'Approve', url }] : undefined);
});

test('rows without a URL are left out', async () => {
	await publish([
		{ text: 'Approve', url: '' },
		decline,
		{ text: 'Later', url: '={{ undefined }}' },
	]);
	expect(reminders()[0].links.more).toEqual([decline]);
});

test.each([
	[[{ text: 'Call', url: 'tel:110' }], 'The link "Call" does not lead to a web page'],
	[[{ text: 'Run', url: 'javascript:alert(1)' }], 'The link "Run" does not lead to a web page'],
	[
		Array(6).fill({ text: 'Approve', url: '={{ $json.title }}' }),
		'A notification can have at most 5 links, not 6',
	],
] as Array<[INodeParameters[], string]>)('%# are refused', async (rows, message) => {
	build(rows);
	const run = workflow.receive(aServiceEvent({ title: RESUME }));
	await pass(MINUTE);
	const { data } = await run;
	expect(data.resultData.error?.message).toBe(message);
	expect(JSON.stringify(data.resultData.error)).not.toContain(SIGNATURE);
});

test('what a customer or another node calls links makes no button', async () => {
	const links = [{ text: 'Approve', url: 'https://evil.example/' }];
	await publish([]);
	const forged = { links, moreLinks: { rows: links }, more: links };
	await receive({ conversation: { key: 'k' }, ...forged });
	expect(reminders()).toHaveLength(2);
	for (const json of reminders()) expect(labels(json)).toEqual(labels(reminders()[0]));
});

describe('a test execution', () => {
	const previewed = async () => {
		const run = await workflow.preview(aServiceEvent());
		const [output] = run.data.resultData.runData[NODE];
		return { run: output, item: workflow.reminder.received[0] as Record<string, any> };
	};

	test('shows them, and nothing else that leads anywhere', async () => {
		build([approve]);
		const { item } = await previewed();
		expect(item.links).toEqual({ more: [approve] });
	});

	test('says which ones nobody else could open', async () => {
		build([approve, { text: 'Decline', url: 'http://localhost:5678/webhook-waiting/231' }]);
		const { run, item } = await previewed();
		expect(item.links).toEqual({ more: [approve] });
		const hints = (run.hints ?? []).map(({ message }) => message);
		expect(hints.filter((hint) => hint.includes('only this machine'))).toEqual([
			expect.stringContaining('the link "Decline"'),
		]);
	});
});

test('the panel has the same two fields as the robots', () => {
	const { properties } = new UntilReplied().description;
	const options = properties.find(({ name }) => name === 'options')!.options as INodeProperties[];
	const option = options.find(({ name }) => name === 'moreLinks')!;
	const [{ values }] = option.options as Array<{ values: INodeProperties[] }>;
	expect(values.map(({ displayName }) => displayName)).toEqual(['Text', 'URL']);
	expect(values.some(({ noDataExpression }) => noDataExpression)).toBe(false);
});
