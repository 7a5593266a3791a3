import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FeishuRobotApi } from '../credentials/FeishuRobotApi.credentials';
import { FeishuRobot } from '../nodes/FeishuRobot/FeishuRobot.node';
import { reportOf } from '../src/escalation/statistics/report';
import { noCounts, type RollUp } from '../src/escalation/statistics/rollUp';
import { editFields } from './support/nodes/playedNodes.mts';
import { manualTrigger, outputsOf, TestWorkflow } from './support/nodes/workflow.mts';
import { FakeFeishu } from './support/robots/feishu/fakeFeishu.mts';
import { readFeishu } from './support/robots/feishu/view.mts';
import { SIGNED, signedRobotRun, signedRobots } from './support/robots/signedRobots.mts';

const example: { nodes: Array<{ name: string; parameters: any }> } = JSON.parse(
	readFileSync(join(__dirname, '../examples/weekly-report.json'), 'utf8'),
);
const parametersOf = (name: string) =>
	structuredClone(example.nodes.find((node) => node.name === name)!.parameters);

let fake: FakeFeishu;
beforeEach(async () => {
	fake = await FakeFeishu.start({ robots: signedRobots });
});
afterEach(async () => await fake.stop());

const send = signedRobotRun(new FeishuRobot(), new FeishuRobotApi(), () => fake);

/** What the node Rows makes of these items of Get Statistics. */
async function rowsOf(items: object[]): Promise<any[]> {
	const workflow = new TestWorkflow(
		[
			{ name: 'Statistics', type: manualTrigger() },
			{ name: 'Rows', type: editFields, parameters: parametersOf('Rows') },
		],
		[['Statistics', 0, 'Rows']],
	);
	const run = await workflow.run('Statistics', items as never, 'trigger');
	if (run.data.resultData.error) throw run.data.resultData.error;
	return outputsOf(run, 'Rows')[0];
}

/** The card that the group gets; n8n's Aggregate makes one item of the rows. */
async function reported(items: object[]): Promise<{ content: string; table: any; title: string }> {
	await send(parametersOf('Feishu Robot'), [{ rows: await rowsOf(items) } as never]);
	const { body, content } = fake.messagesOf(SIGNED).at(-1)!;
	const { card } = body as any;
	const table = card.body.elements.find(({ tag }: any) => tag === 'table');
	return { content, table, title: card.header.title.content };
}

const group = (project: string | null, counts: object = {}): RollUp[number] => ({
	...{ hour: 0, agent: null, source: null, level: null, project },
	...noCounts(),
	...counts,
});
const statistics = (...rollUp: RollUp) => reportOf(rollUp, 'project', 'UTC');

it('has a row for each project, and the sums in the title', async () => {
	const answered = group('shop', {
		...{ opened: 12, answered: 10, exhausted: 1, cancelled: 1 },
		// Ten minutes, as the buckets have it: 600 s is in the 68th, from 593 to 652 s.
		firstReply: { targets: 10, met: 9, within: {}, clock: {}, working: { '68': 10 } },
	});
	const { title, table } = await reported(statistics(answered, group(null, { opened: 3 })));
	expect(title).toBe('Last week: 15 opened, 10 answered');
	expect(table.columns.map(({ display_name: name }: any) => name)).toEqual([
		...['Project', 'Opened', 'Answered', 'Nobody replied'],
		...['Half within', '9 of 10 within', 'Target met'],
	]);
	const [shop, none] = table.rows.map((row: any) => Object.values(row));
	expect(shop).toEqual(['shop', '12', '10', '1', '10.4 min', '10.4 min', '90 %']);
	expect(none).toEqual(['No project', '3', '0', '0', '–', '–', '–']);
});

it('says so when nothing happened', async () => {
	// What "Always Output Data" makes of no items.
	const { title, table } = await reported([{}]);
	expect(title).toBe('Last week: 0 opened, 0 answered');
	expect(table.rows.map((row: any) => Object.values(row))).toEqual([
		['–', '0', '0', '0', '–', '–', '–'],
	]);
});

it.each([
	'a | b',
	'*bold* _it_ `code` ~~no~~',
	'<at id=all></at>',
	'[here](https://evil.example)',
	'https://evil.example',
	'line\nbreak | x',
	'\\| backslash \\',
	'# {{ $json }} ${x} &amp; $& $1',
	'!@#$%^&*()-=[]{};\':",./<>?',
	'店铺（北）',
])('shows the project %j as it is called', async (project) => {
	const { content, table } = await reported(statistics(group(project, { opened: 1 })));
	expect(table.rows).toHaveLength(1);
	expect(table.columns).toHaveLength(7);
	const { links, mentions } = readFeishu(fake.messagesOf(SIGNED).at(-1)!.body);
	expect([...links, ...mentions]).toEqual([]);
	const shown = content.split('\n').find((line) => line.includes(' 1 0 0 '));
	const named = project.replace(/\s+/g, ' ').trim();
	// A robot takes the sting out of what would mention somebody.
	expect(shown?.normalize('NFKC').startsWith(named.normalize('NFKC'))).toBe(true);
});

it('shows thirty, and says how many more are in the file', async () => {
	const many = Array.from({ length: 34 }, (_, index) => group(`shop ${index}`, { opened: 1 }));
	const { content, table } = await reported(statistics(...many));
	expect(table.rows).toHaveLength(30);
	expect(content).toContain('4 more projects are in the file.');
	expect(await rowsOf(statistics(...many))).toHaveLength(34);
});

it.each(['=1+1', '+cmd', '-2', '@SUM(A1)', '\t=1'])(
	'writes no formula of %j into the file',
	async (project) => {
		const [row] = await rowsOf(statistics(group(project, { opened: 1 })));
		expect(row.project).toMatch(/^'/);
	},
);
