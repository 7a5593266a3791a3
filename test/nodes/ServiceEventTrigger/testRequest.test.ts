import type { IDataObject, IRun } from 'n8n-workflow';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { alertGroup } from '../../support/sources/alerts.mts';
import {
	TestTrigger,
	type TriggerResponse,
	type TriggerRequest,
} from '../../support/nodes/trigger.mts';
import { signature, unrepliedExample } from '../../support/sources/twtChat.mts';
import { RecordingNode, TestWorkflow } from '../../support/nodes/workflow.mts';

const SECRET = 'a secret that nobody has seen';
const NODE = 'Service Event Trigger';

const signed = (body: string, more: TriggerRequest = {}): TriggerRequest => ({
	body,
	headers: { 'x-chat-signature': signature(body, SECRET), 'content-type': 'application/json' },
	...more,
});

interface Shown {
	answer: TriggerResponse;
	error: IDataObject | undefined;
	/** What the node behind the trigger got. */
	next: unknown[];
	run: IRun;
}

/** What the editor shows of a request that comes while it listens: the execution that the request begins. */
async function listen(
	parameters: Record<string, unknown>,
	request: TriggerRequest,
	settings?: { onError?: 'continueRegularOutput' },
): Promise<Shown | undefined> {
	const type = new ServiceEventTrigger();
	const trigger = new TestTrigger(type, {
		mode: 'manual',
		parameters: { source: 'twtChat', authentication: 'signature', ...parameters },
		credential: { secret: SECRET },
	});
	const answer = await trigger.send(request);
	if (!answer.items) return undefined;
	const next = new RecordingNode();
	const workflow = new TestWorkflow(
		[
			{ name: NODE, type, parameters: {}, settings },
			{ name: 'Next', type: next.type },
		],
		[[NODE, 0, 'Next']],
	);
	const run = await workflow.run(NODE, answer.items as unknown as IDataObject[], 'manual');
	const error = run.data.resultData.error as unknown as IDataObject | undefined;
	return { answer, error, next: next.received, run };
}

const located = (value: string) => ({ __rl: true, mode: 'path', value });

/** What n8n shows above the output of the trigger. */
const hintsOf = (shown: Shown | undefined) => shown!.run.data.resultData.runData[NODE][0].hints!;

describe('while the editor listens for a test event', () => {
	it('an event is shown', async () => {
		const shown = await listen({}, signed(unrepliedExample));
		expect(shown).toMatchObject({ error: undefined, next: [{ kind: 'message.unreplied' }] });
	});

	it('a request that asks whether the URL is there does not end the listening', async () => {
		expect(await listen({}, { method: 'HEAD' })).toBeUndefined();
	});

	it('what the event means is shown above it', async () => {
		expect(hintsOf(await listen({}, signed(unrepliedExample)))).toEqual([
			{
				type: 'info',
				location: 'outputPane',
				message:
					'Opens the conversation twt:test:name=Visitor15. Kind: message.unreplied · Text: 1 · Time: 2025-12-11T07:54:12.000Z · Status: unreplied',
			},
		]);
	});

	const custom = { source: 'custom', authentication: 'none', conversationKey: located('chat.id') };
	const sent = (body: object) => ({ body: JSON.stringify(body) });

	it('what a mapping of one’s own does not find is shown too', async () => {
		const fields = { text: located('said'), moreFields: { title: located('subject') } };
		const shown = await listen({ ...custom, ...fields }, sent({ chat: { id: 42 }, said: 'Hi' }));
		expect(shown).toMatchObject({ error: undefined, next: [{ kind: 'message.unreplied' }] });
		expect(hintsOf(shown)).toEqual([
			{
				type: 'warning',
				location: 'outputPane',
				message: expect.stringMatching(
					/^Opens the conversation custom:42\. Note: Title \(subject\) is missing\. · .*Text: Hi · /,
				),
			},
		]);
	});

	it('a mapping that has no key yet is told what it lacks', async () => {
		const shown = await listen({ ...custom, conversationKey: located('') }, sent({ a: 1 }));
		expect(hintsOf(shown)).toMatchObject([
			{ type: 'warning', message: expect.stringContaining('Conversation Key is empty.') },
		]);
		expect(shown!.next).toMatchObject([{ raw: { a: 1 } }]);
	});

	it('a customer’s text is no HTML there, and no line of its own', async () => {
		const body = { chat: { id: '<img src=x>' }, said: '<b>a</b>\n\u202e&' };
		const [{ message }] = hintsOf(await listen({ ...custom, text: located('said') }, sent(body)));
		expect(message).toContain('custom:&lt;img src=x&gt;');
		expect(message).toContain('Text: &lt;b&gt;a&lt;/b&gt;\\n\\u202e&amp; ·');
	});

	it('of several events, the first is shown and the others are counted', async () => {
		const parameters = { source: 'alertmanager', authentication: 'none' };
		const alerts = [1, 2, 3].map((n) => ({ ...alertGroup.alerts[0], fingerprint: `${n}` }));
		const shown = await listen(parameters, sent({ ...alertGroup, alerts }));
		expect(hintsOf(shown)[0].message).toContain('(3 events came; this is the first)');
	});

	it.each<[string, Record<string, unknown>, TriggerRequest, number, RegExp]>([
		['without a signature', {}, { body: unrepliedExample }, 401, /signature/i],
		[
			'with a wrong signature',
			{},
			{ body: unrepliedExample, headers: { 'x-chat-signature': 'f'.repeat(64) } },
			401,
			/signature/i,
		],
		['with half of its JSON', {}, signed(unrepliedExample.slice(0, 40)), 400, /JSON/],
		['of another system', {}, signed(JSON.stringify(alertGroup)), 400, /created_at|event/],
		['that asks for a page', {}, signed('', { method: 'GET' }), 405, /GET/],
		[
			'from another address',
			{ options: { allowedAddresses: '203.0.113.7' } },
			signed(unrepliedExample),
			403,
			/address/,
		],
		[
			'that is too large',
			{ options: { largestBody: 0.0001 } },
			signed(unrepliedExample),
			413,
			/bytes/,
		],
	])('a request %s is shown with the reason', async (_, parameters, request, status, reason) => {
		const shown = await listen(parameters, request);
		expect(shown).toMatchObject({
			answer: { status },
			next: [],
			error: {
				message: expect.stringContaining(`A test request was refused with ${status}: `),
				description: expect.stringMatching(/Received: (POST|GET)/),
			},
		});
		expect(shown!.error!.message).toMatch(reason);
	});

	it('an event that the filters keep out is shown with what kept it', async () => {
		const shown = await listen({ filters: { events: ['form.offline'] } }, signed(unrepliedExample));
		expect(shown).toMatchObject({
			answer: { status: 200, body: { filtered: 1 } },
			next: [],
			error: { message: expect.stringContaining('the filters let none of its events through') },
		});
	});

	it('names and sizes are shown, and no values: they may be secrets', async () => {
		const parameters = { authentication: 'query', queryName: 'secret' };
		const value = 'a value that may be a secret';
		const request = {
			body: JSON.stringify({ events: 'x', token: value, '<img src=x>': value }),
			query: { secret: SECRET, other: value },
			headers: { authorization: value, 'content-type': 'application/json' },
		};
		const shown = await listen(parameters, request);
		expect(shown!.error!.description).toMatch(
			/headers: .*authorization.*query parameters: secret, other; fields of the body: events, token, \?img src\?x\?/,
		);
		const all = JSON.stringify([shown!.error, shown!.run.data, shown!.answer]);
		expect(all).not.toContain(value);
		expect(all).not.toContain(SECRET);
	});

	it('nothing of a body is shown before it is clear who sends', async () => {
		const shown = await listen({}, { body: '{"given by anybody": 1}' });
		expect(JSON.stringify(shown!.error)).not.toContain('anybody');
	});

	it('a body with many names is not shown as a whole', async () => {
		const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`n${index}`, 1]));
		const shown = await listen({}, signed(JSON.stringify(many)));
		expect(shown!.error!.description).toContain('n39, 4960 more');
		expect(String(shown!.error!.description).length).toBeLessThan(1_500);
	});

	it('a node that is set to go on after errors hands on no refused request', async () => {
		const shown = await listen({}, { body: '{}' }, { onError: 'continueRegularOutput' });
		expect(shown).toMatchObject({ error: undefined, next: [] });
	});
});

it('in production a refused request starts nothing', async () => {
	const trigger = new TestTrigger(new ServiceEventTrigger(), {
		parameters: { source: 'twtChat', authentication: 'signature' },
		credential: { secret: SECRET },
	});
	expect(await trigger.send({ body: unrepliedExample })).toMatchObject({
		status: 401,
		items: undefined,
	});
});

it('an item that only looks like a refused request is an item', async () => {
	const next = new RecordingNode();
	const workflow = new TestWorkflow(
		[
			{ name: NODE, type: new ServiceEventTrigger() },
			{ name: 'Next', type: next.type },
		],
		[[NODE, 0, 'Next']],
	);
	await workflow.run(NODE, [{ untakenTestRequest: { status: 401 } }], 'trigger');
	expect(next.received).toHaveLength(1);
});
