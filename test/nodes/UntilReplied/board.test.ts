import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { getRuntime } from '../../../src/runtime/getRuntime';
import { readAtOf } from '../../../src/time/calendar/calendars';
import { MINUTE } from '../../../src/time/duration';
import { layer, person, shift } from '../../support/duty/rosters.mts';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import { Visitor, type PageResponse, type PageRequest } from '../../support/nodes/visitor.mts';
import {
	manualTrigger,
	TestWorkflow,
	type ActiveTrigger,
	type TestNode,
} from '../../support/nodes/workflow.mts';

const { pass } = fakeTime(Date.UTC(2026, 0, 5, 9));
const ADDRESS = 'https://n8n.example.com/webhook/b/page';
const visitor = new Visitor(new UntilReplied(), 'boardWorkflow', 'Board');

let workflow: EscalationWorkflow;
let trigger: ActiveTrigger;

beforeEach(async () => {
	workflow = new EscalationWorkflow({ firstReminderAfter: 5, remindEvery: 10 });
	trigger = await workflow.publish();
	const received = workflow.receive(aServiceEvent({ visitor: { name: '</script><b>Ann' } }));
	await pass(6 * MINUTE);
	await received;
});
afterEach(async () => await trigger.close());

async function publishBoard(): Promise<void> {
	const { links } = await getRuntime();
	const kept = links.keepAddress('boardWorkflow:Board', ADDRESS);
	await pass(10);
	await kept;
}

/** Runs the operation, as its workflow does. */
async function run(
	parameters: INodeParameters = {},
	settings?: TestNode['settings'],
): Promise<{ items: any[]; error?: any }> {
	const other = new TestWorkflow(
		[
			{ name: 'Start', type: manualTrigger() },
			{
				name: 'Board',
				type: new UntilReplied(),
				parameters: { operation: 'getBoardLink', ...parameters },
				settings,
			},
		],
		[['Start', 0, 'Board']],
		'boardWorkflow',
	);
	const running = other.run('Start', [{}] as IDataObject[], 'manual');
	await pass(50);
	const { error, runData } = (await running).data.resultData;
	return { items: (runData.Board?.[0].data?.main[0] ?? []).map(({ json }) => json), error };
}

async function tokenOf(parameters: INodeParameters = {}): Promise<string> {
	await publishBoard();
	const { items } = await run(parameters);
	return new URL(items[0].url).searchParams.get('t')!;
}

async function open(request: PageRequest): Promise<PageResponse> {
	const answer = visitor.open(request);
	await pass(10);
	return await answer;
}

const dataOf = async (t: string) => JSON.parse((await open({ query: { t, data: '1' } })).html);

describe('Get Board Link', () => {
	test('gives the signed address of this node', async () => {
		await publishBoard();
		const { items } = await run({ validDays: 2 });
		expect(items).toEqual([
			{
				url: expect.stringContaining(`${ADDRESS}?t=board.change.`),
				expiresAt: expect.stringMatching(/^2026-01-07T09:06/),
			},
		]);
	});

	test('says where to put a node that serves it, where none does', async () => {
		expect((await run()).error).toMatchObject({
			message: 'No published workflow can serve the board',
			description: expect.stringContaining(
				'contains Repeat Until Replied with the operation Track Event',
			),
		});
	});

	test('of a workflow that is not published is served by any node that is', async () => {
		const { links } = await getRuntime();
		const keep = async (scope: string, isServed = true) => {
			const url = `https://n8n.example.com/webhook/${scope.replace(':', '-')}/page`;
			const kept = isServed ? links.keepAddress(scope, url) : links.leaveAddress(scope);
			await pass(10);
			await kept;
		};
		const served = async (parameters: INodeParameters = {}) => {
			const { items, error } = await run(parameters);
			return error ? error.message : [new URL(items[0].url).pathname, items[0].servedBy];
		};
		await keep('another:Node');
		await keep('workflow:Node');
		const [path, servedBy] = [
			'/webhook/another-Node/page',
			{ workflowId: 'another', nodeId: 'Node' },
		];
		expect(await served()).toEqual([path, servedBy]);
		// The one whose conversations it shows, where it may.
		expect(await served({ boardWorkflowId: 'workflow' })).toEqual([
			'/webhook/workflow-Node/page',
			{ workflowId: 'workflow', nodeId: 'Node' },
		]);
		await keep('another:Node', false);
		await keep('workflow:Node', false);
		expect(await served()).toBe('No published workflow can serve the board');
		await keep('another:Node');
		await keep('boardWorkflow:Board');
		expect(await served()).toEqual(['/webhook/boardWorkflow-Board/page', undefined]);
	});

	test('is worth nothing at any node but the one that serves it', async () => {
		const { links } = await getRuntime();
		const kept = links.keepAddress('another:Node', ADDRESS);
		await pass(10);
		await kept;
		const { items } = await run();
		const t = new URL(items[0].url).searchParams.get('t')!;
		expect((await open({ query: { t } })).status).toBe(403);
		const other = new Visitor(new UntilReplied(), 'another', 'Node').open({ query: { t } });
		await pass(10);
		expect((await other).status).toBe(200);
	});

	test.each([
		[{ validDays: 0 }, 'Valid for must be at least a second'],
		[{ validDays: '={{ "long" }}' }, 'Valid for must be a number of days'],
		[{ boardWorkflowId: 'a b' }, "Workflow ID is not a workflow's ID"],
		[{ mayChange: '={{ "yes" }}' }, 'Allow Changes must be true or false'],
		[{ mayChangeRosters: '={{ "yes" }}' }, 'Allow Roster Changes must be true or false'],
	] as Array<[INodeParameters, string]>)('with %j is refused', async (parameters, message) => {
		await publishBoard();
		expect((await run(parameters)).error).toMatchObject({ message });
	});
});

describe('the board', () => {
	test('is a page that asks nobody but its own address', async () => {
		const { status, headers, html } = await open({ query: { t: await tokenOf() } });
		expect(status).toBe(200);
		expect(headers['content-security-policy']).toMatch(
			/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; script-src 'sha256-[\w+/=]{44}'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox$/,
		);
		// What customers wrote comes by the data, which a browser takes for no page.
		expect(html).not.toContain('Ann');
	});

	test('turns no text round, whatever a customer wrote', async () => {
		const words = (text: string) => ({
			visitor: { name: `${text}Bo` },
			project: { name: `${text}shop` },
			text: `${text}מה שלומך`,
			conversation: { key: 'turned' },
		});
		// UAX #9, section 2: an override, an embedding and an isolate that nobody closes.
		const received = workflow.receive(aServiceEvent(words('\u202e\u202b\u2067')));
		await pass(MINUTE);
		await received;
		const { waiting } = await dataOf(await tokenOf());
		expect(waiting).toContainEqual(
			expect.objectContaining({ who: 'Bo', project: 'shop', text: 'מה שלומך' }),
		);
	});

	test('gets what it shows as JSON', async () => {
		const { headers, html } = await open({ query: { t: await tokenOf(), data: '' } });
		expect(headers).toMatchObject({
			'content-type': 'application/json; charset=utf-8',
			'x-content-type-options': 'nosniff',
			'cache-control': 'no-store',
		});
		expect(JSON.parse(html)).toMatchObject({
			mayChange: true,
			waiting: [{ who: '</script><b>Ann', reminderCount: 1, isPublished: true }],
		});
	});

	test('knows what another process has read of a calendar, though this one was asked for none', async () => {
		const t = await tokenOf();
		const { store } = await getRuntime();
		const calendar = { readAt: Date.UTC(2026, 0, 4), daysOff: [], workingDays: [] };
		const read = store.transaction(
			async ({ settings }) => await settings.save('calendar of others', JSON.stringify(calendar)),
		);
		await pass(2 * MINUTE);
		await read;
		await dataOf(t);
		expect(readAtOf('of others')).toBe(calendar.readAt);
	});

	test('of one workflow shows only its own', async () => {
		expect((await dataOf(await tokenOf({ boardWorkflowId: 'workflow' }))).waiting).toHaveLength(1);
		expect((await dataOf(await tokenOf({ boardWorkflowId: 'other' }))).waiting).toEqual([]);
	});

	test('gets the last two weeks, and what is filtered, as JSON', async () => {
		const t = await tokenOf();
		const query = { t, data: 'days', zone: 'Asia/Shanghai' };
		const { html, headers } = await open({ query });
		expect(headers['content-type']).toBe('application/json; charset=utf-8');
		const { days, all } = JSON.parse(html);
		expect(days.at(-1)).toMatchObject({ date: '2026-01-05', opened: 1 });
		expect(all.opened).toBe(1);
		const filtered = { t, data: '1', project: 'nobody' };
		expect(JSON.parse((await open({ query: filtered })).html).waiting).toEqual([]);
	});

	test('does what somebody presses', async () => {
		const t = await tokenOf();
		const [{ id }] = (await dataOf(t)).waiting;
		const body = { id, action: 'markReplied', name: 'Li Lei' };
		const { status, html } = await open({ method: 'POST', query: { t, data: '1' }, body });
		expect([status, html]).toEqual([200, '{"result":"done"}']);
		await pass(MINUTE);
		expect(workflow.replied.received).toMatchObject([{ escalation: { endedBy: 'Li Lei' } }]);
	});

	test('puts somebody on duty, by a link that was made for that', async () => {
		const { rosters } = await getRuntime();
		const saved = rosters.save(
			'Support',
			{ people: [person('Li'), person('Han')], layers: [layer('primary', shift(['Li']))] },
			null,
		);
		await pass(10);
		await saved;
		const body = {
			...{ action: 'standIn', roster: 'Support', layer: 'primary', person: 'Han' },
			...{ hours: '8', name: 'Ann' },
		};
		const press = async (t: string) =>
			await open({ method: 'POST', query: { t, data: '1' }, body });
		const usual = await tokenOf();
		expect((await press(usual)).status).toBe(403);
		expect((await dataOf(usual)).rosters).toMatchObject([
			{ people: [], layers: [{ onDuty: ['Li'] }] },
		]);
		const t = await tokenOf({ mayChangeRosters: true });
		expect((await press(t)).html).toBe('{"result":"done"}');
		expect((await dataOf(t)).rosters).toMatchObject([
			{ people: ['Li', 'Han'], layers: [{ onDuty: ['Han'], override: { by: 'Ann' } }] },
		]);
	});

	test('for looking only has no buttons, and lets nobody change anything', async () => {
		const t = await tokenOf({ mayChange: false });
		expect((await open({ query: { t } })).html).not.toContain('id="name"');
		const [{ id }] = (await dataOf(t)).waiting;
		const { status } = await open({ method: 'POST', query: { t }, body: { id, action: 'cancel' } });
		expect(status).toBe(403);
		expect((await dataOf(t)).waiting).toHaveLength(1);
	});

	test('is nothing to see for a link that was tampered with, or has expired', async () => {
		// A minute.
		const t = await tokenOf({ validDays: 1 / 1_440 });
		const looking = await tokenOf({ mayChange: false });
		expect((await open({ query: { t: looking.replace('look', 'change') } })).status).toBe(403);
		expect((await open({ method: 'POST', query: { t: 'board.' } })).status).toBe(403);
		await pass(MINUTE);
		const expired = await open({ query: { t, data: '1' } });
		expect(expired.status).toBe(410);
		expect(expired.html).toContain('This link has expired');
	});
});

describe('Revoke Links', () => {
	const revoke = async (parameters: INodeParameters = {}, settings?: TestNode['settings']) =>
		await run({ operation: 'revokeLinks', ...parameters }, settings);

	test('closes the boards of this workflow, unless told otherwise; a new link works at once', async () => {
		const t = await tokenOf();
		expect((await revoke()).items).toEqual([
			{ revoked: 'board', nodes: [{ workflowId: 'boardWorkflow', nodeId: 'Board' }] },
		]);
		for (const request of [{}, { query: { data: '1' } }, { method: 'POST' }]) {
			const body = { id: 'any', action: 'cancel', name: 'Ann' };
			const { status, html, headers } = await open({
				...request,
				query: { t, ...request.query },
				body,
			});
			expect(status).toBe(410);
			expect(html).toContain('This link has been revoked');
			expect(headers['set-cookie']).toBeUndefined();
		}
		expect((await dataOf(await tokenOf())).waiting).toHaveLength(1);
	});

	test('reaches the links of another workflow by its id, and of all without one', async () => {
		const { links } = await getRuntime();
		const kept = links.keepAddress('workflow:Repeat Until Replied', ADDRESS);
		const t = await tokenOf();
		await kept;
		const other = await revoke({ linksToRevoke: 'all', revokeWorkflowId: 'workflow' });
		expect(other.items).toEqual([
			{ revoked: 'all', nodes: [{ workflowId: 'workflow', nodeId: 'Repeat Until Replied' }] },
		]);
		expect((await open({ query: { t } })).status).toBe(200);
		const all = await revoke({ revokeWorkflowId: '' });
		expect(all.items[0].nodes).toHaveLength(2);
		expect((await open({ query: { t } })).status).toBe(410);
	});

	test.each([
		[{}, 'There are no links to revoke'],
		[{ linksToRevoke: '={{ "some" }}' }, 'Links must be "board", "metrics" or "all"'],
		[{ revokeWorkflowId: 'a b' }, "Workflow ID is not a workflow's ID"],
		[{ revokeWorkflowId: '={{ undefined }}' }, 'Workflow ID must be text'],
	] as Array<[INodeParameters, string]>)('%j: %s', async (parameters, message) => {
		expect((await revoke(parameters)).error).toMatchObject({
			message,
			description: expect.stringMatching(/^(No node of workflow "boardWorkflow"|Correct)/),
		});
		const { items } = await revoke(parameters, { onError: 'continueRegularOutput' });
		expect(items).toMatchObject([{ error: message }]);
	});
});
