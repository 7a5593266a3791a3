import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { getRuntime } from '../../../src/runtime/getRuntime';
import { MINUTE } from '../../../src/time/duration';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { Visitor, type PageRequest, type PageResponse } from '../../support/nodes/visitor.mts';
import { manualTrigger, TestWorkflow, type ActiveTrigger } from '../../support/nodes/workflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';

const { pass } = fakeTime(Date.UTC(2026, 0, 5, 9));
const ADDRESS = 'https://n8n.example.com/webhook/b/page';
const visitor = new Visitor(new UntilReplied(), 'workflow', 'Metrics');

let workflow: EscalationWorkflow;
let trigger: ActiveTrigger;
beforeEach(async () => {
	workflow = new EscalationWorkflow({ firstReminderAfter: 5, remindEvery: 10 });
	trigger = await workflow.publish();
	const received = workflow.receive(aServiceEvent({ visitor: { name: 'Ann Secret' } }));
	await pass(MINUTE);
	await received;
});
afterEach(async () => await trigger.close());

async function done<Result>(work: Promise<Result>): Promise<Result> {
	await pass(10);
	return await work;
}

async function serve(): Promise<void> {
	const { links } = await getRuntime();
	await done(links.keepAddress('workflow:Metrics', ADDRESS));
}

async function run(parameters: INodeParameters): Promise<{ item: any; error?: any }> {
	const other = new TestWorkflow(
		[
			{ name: 'Start', type: manualTrigger() },
			{ name: 'Metrics', type: new UntilReplied(), parameters },
		],
		[['Start', 0, 'Metrics']],
		'workflow',
	);
	const running = other.run('Start', [{}] as IDataObject[], 'manual');
	await pass(50);
	const { error, runData } = (await running).data.resultData;
	return { item: runData.Metrics?.[0].data?.main[0]?.[0].json, error };
}

const open = async (request: PageRequest): Promise<PageResponse> =>
	await done(visitor.open(request));
const withHeader = async (token: string, more: Partial<PageRequest> = {}) =>
	await open({ ...more, headers: { authorization: `Bearer ${token}`, ...more.headers } });

async function tokenOf(parameters: INodeParameters = {}): Promise<string> {
	await serve();
	return (await run({ operation: 'getMetricsLink', ...parameters })).item.token;
}

test('the operation gives an address, and apart from it a token for a year', async () => {
	await serve();
	const { item } = await run({ operation: 'getMetricsLink' });
	expect(item).toEqual({
		url: ADDRESS,
		token: expect.stringMatching(/^metrics\./),
		expiresAt: expect.stringMatching(/^2027-01-05T09:01/),
	});
});

test('it says what to do where no node is published, and how long a token may be valid', async () => {
	const { error } = await run({ operation: 'getMetricsLink' });
	expect(error).toMatchObject({
		message: 'No published workflow can serve metrics',
		description: expect.stringContaining('Publish any workflow'),
	});
	const tooLong = await run({ operation: 'getMetricsLink', metricsValidDays: 366 });
	expect(tooLong.error.message).toMatch(/at most a year/);
});

test('whoever has the token reads numbers, and nothing of customers', async () => {
	const token = await tokenOf();
	const { status, headers, html } = await withHeader(token);
	expect(status).toBe(200);
	expect(headers).toMatchObject({
		'content-type': 'text/plain; version=0.0.4; charset=utf-8',
		'cache-control': 'no-store',
	});
	expect(html).toContain('\nuntil_replied_conversations_open{state="open"} 1\n');
	expect(html).toContain('\nuntil_replied_conversations_opened_total 1\n');
	expect(html).not.toMatch(/Ann|Secret|shop/);
	const asOpenMetrics = await withHeader(token, {
		headers: { accept: 'application/openmetrics-text;version=1.0.0,*/*;q=0.1' },
	});
	expect(asOpenMetrics.headers['content-type']).toContain('application/openmetrics-text');
	expect(asOpenMetrics.html).toMatch(/# EOF\n$/);
	expect((await open({ query: { t: token } })).html).toBe(html);
	expect(await withHeader(token, { method: 'HEAD' })).toMatchObject({ status: 200, html: '' });
});

test.each([
	['expired', async () => await pass(2 * MINUTE)],
	[
		'revoked',
		async () =>
			await run({ operation: 'revokeLinks', linksToRevoke: 'metrics', revokeWorkflowId: '' }),
	],
	['revoked', async () => await run({ operation: 'revokeLinks', linksToRevoke: 'all' })],
])('a token that is %s opens nothing, and says so', async (reason, happens) => {
	const token = await tokenOf({ metricsValidDays: 1 / 1_000 });
	await happens();
	const { status, headers, html } = await withHeader(token);
	expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
	expect(html).toContain(`This token is ${reason}. Get another one`);
});

test('the tokens of boards are revoked without it, and it without them', async () => {
	const token = await tokenOf();
	const board = await run({ operation: 'getBoardLink' });
	await run({ operation: 'revokeLinks', linksToRevoke: 'board' });
	expect((await withHeader(token)).status).toBe(200);
	const t = new URL(board.item.url).searchParams.get('t');
	expect((await open({ query: { t } })).status).toBe(410);
	const another = await run({ operation: 'getBoardLink' });
	await run({ operation: 'revokeLinks', linksToRevoke: 'metrics' });
	const u = new URL(another.item.url).searchParams.get('t');
	expect((await open({ query: { t: u } })).status).toBe(200);
});

test('the token of a board is worth nothing in the header, nor this one as a link', async () => {
	const token = await tokenOf();
	const { item } = await run({ operation: 'getBoardLink' });
	const t = new URL(item.url).searchParams.get('t')!;
	expect((await withHeader(t)).html).not.toContain('until_replied_');
	expect((await open({ query: { t: token, data: '1' } })).html).not.toContain('waiting');
});

test.each([
	'Bearer',
	'Bearer metrics.',
	`Bearer metrics.${'x'.repeat(10_000)}`,
	'Basic bWV0cmljcy54',
	'Bearer metrics.qqqqqq.0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
])('the header %p opens nothing', async (authorization) => {
	await serve();
	const { status, html } = await open({ headers: { authorization } });
	expect(status).toBeGreaterThanOrEqual(400);
	expect(html).not.toContain('until_replied_');
});
