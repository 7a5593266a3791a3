import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { EscalationWorkflow } from './support/nodes/escalationWorkflow.mts';
import { editFields, played } from './support/nodes/playedNodes.mts';
import { manualTrigger, outputsOf, TestWorkflow } from './support/nodes/workflow.mts';
import { fakeTime } from './support/time/fakeTime.mts';
import { HOUR, MINUTE } from '../src/time/duration';

const read = (path: string) => JSON.parse(readFileSync(join(__dirname, path), 'utf8'));

/*
 * What n8n's Email Trigger (IMAP) 2.1 made of emails, with its format Resolved:
 * that of n8n 2.41.1, and that of 2.0.0 made the same. The automatic ones have
 * the headers of Gmail, Exchange and Postfix.
 */
const emails: Record<string, IDataObject> = read('support/sources/emails.json');
const example: { nodes: Array<{ name: string; parameters: any }> } = read(
	'../examples/email-until-replied.json',
);
const STEPS = ['Who wrote', 'Does it count?', 'What it is'];

const parametersOf = (name: string) =>
	structuredClone(example.nodes.find((node) => node.name === name)!.parameters);

/** n8n's Filter: its conditions are judged by n8n's own engine. */
const filter = played({ conditions: 'filter', options: 'json' }, (get, json) =>
	get('conditions') === true ? json : undefined,
);

/** What comes to Repeat Until Replied of these emails. */
async function arriving(items: IDataObject[], ourDomains?: string[]): Promise<any[]> {
	const nodes = STEPS.map((name) => ({
		name,
		type: name === 'Does it count?' ? filter : editFields,
		parameters: parametersOf(name),
	}));
	if (ourDomains) nodes[0].parameters.assignments.assignments[0].value = JSON.stringify(ourDomains);
	const workflow = new TestWorkflow(
		[{ name: 'Inbox', type: manualTrigger() }, ...nodes],
		['Inbox', ...STEPS]
			.slice(0, -1)
			.map((name, index): [string, number, string] => [name, 0, STEPS[index]]),
	);
	const run = await workflow.run('Inbox', items, 'trigger');
	if (run.data.resultData.error) throw run.data.resultData.error;
	return outputsOf(run, 'What it is')[0] ?? [];
}

describe('the example of emails', () => {
	it.each([
		['first', 'opens', 'root'],
		['followUp', 'opens', 'root'],
		['namesOnlyItsParent', 'opens', 'root'],
		['answer', 'ends', 'root'],
		['answerWithCopy', 'ends', 'root'],
		['answerToHiddenRecipients', 'ends', 'root'],
		['likeOurDomain', 'opens', 'root'],
		['saysItIsNoReplyOfAMachine', 'opens', 'human'],
		['formOnOurSite', 'opens', 'form'],
		['throughAGroup', 'opens', 'group'],
		['htmlOnly', 'opens', 'html'],
	])('%s %s the conversation of its first email', async (name, effect, id) => {
		const [item] = await arriving([emails[name]]);
		expect(item.conversation.effect).toBe(effect);
		expect(item.conversation.key).toMatch(new RegExp(`^email:<${id}@[a-z.]+>$`));
	});

	it.each(['forwardedInside', 'vacationOfGmail', 'vacationOfExchange', 'receiptOfOurs', 'bounce'])(
		'%s neither opens nor ends one',
		async (name) => {
			expect(await arriving([emails[name]])).toEqual([]);
		},
	);

	it('tells who waits, since when, and what they wrote', async () => {
		const [first, followUp] = await arriving([emails.first, emails.followUp]);
		expect(first).toEqual({
			kind: 'message.unreplied',
			conversation: {
				key: 'email:<root@mail.customer.example>',
				effect: 'opens',
				subject: '订单没到',
			},
			visitor: { id: 'zhang@customer.example', name: '张三' },
			text: '订单三天了还没到。',
			occurredAt: '2026-11-30T02:00:00.000Z',
		});
		expect(followUp.text).toMatch(/^And where is it now\?/);
		expect(followUp.text).not.toContain('We have sent it.');
	});

	it.each([
		['formOnOurSite', 'Li Si', 'li@customer.example'],
		['throughAGroup', 'Wang Wu', 'wang@customer.example'],
	])('%s comes from whoever gets the answer', async (name, visitor, address) => {
		const [item] = await arriving([emails[name]]);
		expect(item.visitor).toEqual({ id: address, name: visitor });
	});

	it('takes emails without an id for conversations of their own', async () => {
		const { withoutIds } = emails;
		const other = { ...withoutIds, attributes: { uid: 99 } };
		const keys = (await arriving([withoutIds, other])).map(({ conversation }) => conversation.key);
		expect(keys).toEqual(['email:16', 'email:99']);
	});

	it('knows several domains', async () => {
		const effects = (await arriving([emails.answer], ['example.org', 'example.com'])).map(
			({ conversation }) => conversation.effect,
		);
		expect(effects).toEqual(['ends']);
		expect(await arriving([emails.first], ['example.com', 'customer.example'])).toEqual([]);
	});

	it('takes in what nobody would write', async () => {
		const long = '<'.repeat(100_000);
		const hostile = { ...emails.first, references: long, text: `>${'x'.repeat(1_000_000)}\ny` };
		const bare = { headers: {}, attributes: { uid: 7 } };
		const [odd, empty] = await arriving([hostile, bare]);
		expect(odd.conversation.key).toBe('email:<root@mail.customer.example>');
		expect(odd.text).toBe('y');
		expect(empty).toMatchObject({ conversation: { key: 'email:7', effect: 'opens' }, text: '' });
	});
});

describe('the example of emails, published', () => {
	const { pass } = fakeTime(Date.UTC(2026, 10, 30, 2));
	const done = async <Result>(work: Promise<Result>): Promise<Result> => {
		await pass(10);
		return await work;
	};
	let workflow: EscalationWorkflow;
	let close: () => Promise<void>;

	beforeEach(async () => {
		const parameters = parametersOf('Repeat Until Replied');
		parameters.options.activeHours.settings.timeZone = 'Asia/Shanghai';
		workflow = new EscalationWorkflow(parameters);
		close = (await workflow.publish()).close;
	});
	afterEach(async () => await close());

	const receive = async (...names: string[]) => {
		const items = await arriving(names.map((name) => emails[name]));
		await done(workflow.receive(...items));
	};

	it('reminds of the customer until the answer, and then no more', async () => {
		await receive('first');
		await receive('vacationOfExchange', 'receiptOfOurs', 'forwardedInside');
		await pass(HOUR + MINUTE);
		expect(workflow.reminder.received).toMatchObject([
			{ text: expect.stringContaining('No reply to 张三 for 1 h'), messages: { count: 1 } },
		]);
		expect(workflow.reminder.received[0].text).toContain('订单三天了还没到。');
		await receive('answer');
		await pass(10 * HOUR);
		expect(workflow.replied.received).toHaveLength(1);
		expect(workflow.reminder.received).toHaveLength(1);
	});

	it('counts an email once that n8n reports twice, also when it was answered', async () => {
		await receive('first', 'first');
		await receive('first');
		await pass(HOUR + MINUTE);
		expect(workflow.reminder.received).toMatchObject([{ messages: { count: 1 } }]);
		await receive('answer');
		await receive('first');
		await pass(10 * HOUR);
		expect(workflow.reminder.received).toHaveLength(1);
	});

	it('waits again for the answer to the next email of the thread', async () => {
		await receive('first', 'answer');
		await pass(HOUR + MINUTE);
		await receive('followUp');
		await pass(HOUR + MINUTE);
		expect(workflow.reminder.received).toMatchObject([
			{ text: expect.stringContaining('And where is it now?') },
		]);
	});
});
