import fc from 'fast-check';
import type { IDataObject, IHookFunctions, INodeParameters } from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { itemNotification } from '../../../src/robots/notification/fromItem';
import { closeRuntime, getRuntime } from '../../../src/runtime/getRuntime';
import { SqliteStatements } from '../../../src/store/sqlite/statements';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { aMessage } from '../../support/model/escalations.mts';
import {
	aServiceEvent,
	EscalationWorkflow,
	NODE,
} from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import { Visitor, type PageResponse, type PageRequest } from '../../support/nodes/visitor.mts';
import type { ActiveTrigger } from '../../support/nodes/workflow.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';

const { pass } = fakeTime(Date.UTC(2026, 0, 5, 9));
const ADDRESS = 'https://n8n.example.com/webhook/a/page';
const visitor = new Visitor(new UntilReplied(), 'workflow', NODE);

let workflow: EscalationWorkflow;
let trigger: ActiveTrigger;

/** Publishes a workflow in which a customer waits, and lets reminder 1 go out. */
async function publish(
	links: INodeParameters = {},
	address = ADDRESS,
	grouping: INodeParameters = {},
): Promise<void> {
	const options = optionGroups({ links, grouping });
	workflow = new EscalationWorkflow({ firstReminderAfter: 5, remindEvery: 10, options });
	trigger = await workflow.publish();
	const runtime = await getRuntime();
	const kept = runtime.links.keepAddress(`workflow:${NODE}`, address);
	const received = workflow.receive(aServiceEvent());
	await pass(6 * MINUTE);
	await Promise.all([kept, received]);
}
afterEach(async () => {
	await trigger.close();
});

const reminders = () => workflow.reminder.received as Array<Record<string, any>>;

function tokenOf(action: string): string {
	return new URL(reminders().at(-1)!.links[action]).searchParams.get('t')!;
}

async function visit(request: PageRequest): Promise<PageResponse> {
	const answer = visitor.open(request);
	await pass(10);
	return await answer;
}

async function passed(time: number, token: string): Promise<string> {
	await pass(time);
	return token;
}

async function revoked(token: string): Promise<string> {
	const { links } = await getRuntime();
	const revoking = links.revoke('all', 'workflow');
	await pass(10);
	await revoking;
	return token;
}

async function everything() {
	const { engine } = await getRuntime();
	const found = engine.find({}, 10);
	await pass(10);
	return await found;
}

describe('the link to the board', () => {
	const boardOf = async ({ links }: Record<string, any>) => {
		const t = new URL(links.board).searchParams.get('t')!;
		const { status, html } = await visit({ query: { t, data: '1' } });
		return { t, status, ...(status === 200 ? JSON.parse(html) : {}) };
	};

	test('is there by the option alone, for reminders and Exhausted, and shows this workflow', async () => {
		await publish({ board: 'look', expireAfterHours: 2 });
		const other = (await getRuntime()).engine.track('other:node', [
			aMessage({ conversationKey: 'other' }),
		]);
		await pass(10);
		await other;
		const { status, mayChange, waiting } = await boardOf(reminders()[0]);
		expect([status, mayChange, waiting.length]).toEqual([200, false, 1]);
		await pass(HOUR);
		const [exhausted] = workflow.exhausted.received as Array<Record<string, any>>;
		expect(Object.keys(exhausted.links)).toEqual(['board']);
		expect((await boardOf(exhausted)).status).toBe(200);
		await pass(2 * HOUR);
		expect((await boardOf(exhausted)).status).toBe(410);
	});

	test('has buttons where it says so, and nothing else leads there', async () => {
		await publish({ board: 'change' });
		expect(await boardOf(reminders()[0])).toMatchObject({ status: 200, mayChange: true });
		const { t } = await boardOf(reminders()[0]);
		for (const forged of [
			t.replace('change', 'look'),
			tokenOf('snooze').replace('snooze', 'board'),
		]) {
			expect((await visit({ query: { t: forged } })).status).toBe(403);
		}
	});

	test.each<INodeParameters>([{ show: 'never', board: 'look' }, {}])(
		'is not there by %j',
		async (links) => {
			await publish(links);
			expect(reminders()[0].links?.board).toBeUndefined();
			await pass(HOUR);
			expect(workflow.exhausted.received[0].links).toBeUndefined();
		},
	);

	test('is one for a whole list', async () => {
		await publish({ board: 'look' }, ADDRESS, { groupBy: 'all' });
		const events = ['a', 'b'].map((key) => aServiceEvent({ id: key }, { key }));
		const received = workflow.receive(...events);
		await pass(6 * MINUTE);
		await received;
		const list = reminders().find(({ digest }) => digest)!;
		expect((await boardOf(list)).status).toBe(200);
		const { links } = itemNotification(list, { language: 'en', timeZone: 'UTC' });
		expect(links).toMatchObject([{ text: 'Board' }]);
		// In a message, a mark of some chat's markup is in percents: a signature may have any.
		expect(decodeURIComponent(links[0].url)).toBe(list.links.board);
	});
});

describe('a reminder', () => {
	test('carries links, which the options shape', async () => {
		await publish({ acknowledgeMinutes: 15, snoozeMinutes: 60, expireAfterHours: 2 });
		const page = (said: string) =>
			expect.stringContaining(`https://n8n.example.com/webhook/a/page?t=${said}.`);
		expect(reminders()[0].links).toEqual({
			acknowledge: page('acknowledge.15'),
			acknowledgeMinutes: 15,
			snooze: page('snooze.60'),
			snoozeMinutes: 60,
			markReplied: page('markReplied.0'),
			expiresAt: expect.stringMatching(/^2026-01-05T11:05:00/),
		});
	});

	test.each([
		[{}, 'http://localhost:5678/webhook/a/page', false],
		[{ show: 'always' }, 'http://localhost:5678/webhook/a/page', true],
		[{ show: 'never' }, ADDRESS, false],
	] as Array<[INodeParameters, string, boolean]>)('%j at %s: %s', async (options, address, has) => {
		await publish(options, address);
		expect(reminders()[0].links !== undefined).toBe(has);
	});

	test('says who was on it before', async () => {
		await publish({ acknowledgeMinutes: 15 });
		await visit({ method: 'POST', query: { t: tokenOf('acknowledge') }, body: { name: 'Li Lei' } });
		await pass(14 * MINUTE);
		expect(reminders()).toHaveLength(1);
		await pass(2 * MINUTE);
		expect(reminders()[1]).toMatchObject({
			text: expect.stringContaining('Li Lei was on it for 15 min'),
			lastHold: { kind: 'acknowledged', by: 'Li Lei' },
		});
	});

	test('has no links behind it when it says that somebody replied', async () => {
		await publish();
		await visit({ method: 'POST', query: { t: tokenOf('markReplied') }, body: { name: 'Ann' } });
		await pass(HOUR);
		expect(reminders()).toHaveLength(1);
		expect(workflow.replied.received).toMatchObject([{ escalation: { endedBy: 'Ann' } }]);
		expect((workflow.replied.received[0] as IDataObject).links).toBeUndefined();
	});
});

describe('publishing', () => {
	test.each([
		[{ acknowledgeMinutes: 0 }, 'Acknowledge For must be at least 1 minute'],
		[{ snoozeMinutes: 'x' }, 'Snooze For must be a number of minutes'],
		[{ expireAfterHours: 0 }, 'Expire After must be at least one minute'],
		[{ show: 'sometimes' }, 'Show Links must be "auto", "always" or "never"'],
	] as Array<[INodeParameters, string]>)('with %j is refused', async (links, message) => {
		await expect(
			new EscalationWorkflow({ firstReminderAfter: 5, options: optionGroups({ links }) }).publish(),
		).rejects.toMatchObject({ message });
		await publish();
	});

	test('opens pages only while the workflow is published', () => {
		const { webhooks = [] } = new UntilReplied().description;
		expect(webhooks.map(({ httpMethod }) => httpMethod)).toEqual([
			'={{ $workflow.active ? "GET" : "" }}',
			'={{ $workflow.active ? "HEAD" : "" }}',
			'={{ $workflow.active ? "POST" : "" }}',
		]);
	});
});

describe('the page of a link', () => {
	beforeEach(async () => await publish());

	test('is let do nothing that it does not need, and kept by nobody', async () => {
		const { status, headers } = await visit({ query: { t: tokenOf('acknowledge') } });
		expect(status).toBe(200);
		expect(headers).toEqual({
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': expect.stringMatching(
				/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-forms$/,
			),
			'cache-control': 'no-store',
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
			'x-robots-tag': 'noindex, nofollow',
			vary: 'Accept-Language',
		});
	});

	test.each([
		['acknowledge', undefined, "I'm on it", 'No reminders for 30 min.'],
		['snooze', 'en-US,en;q=0.9', 'Snooze 30 min', 'No reminders for 30 min.'],
		['markReplied', 'fr', 'Mark as replied', 'This ends the reminders.'],
		['acknowledge', 'zh-CN,zh;q=0.9', '我来处理', '30 分钟内不再提醒'],
		['snooze', 'zh', '30 分钟后再提醒', '30 分钟内不再提醒'],
		['markReplied', 'zh-TW', '标记为已回复', '不再提醒。'],
	])('%s, for %s, has the button "%s"', async (action, language, button, hint) => {
		const headers = language ? { 'accept-language': language } : {};
		const { html } = await visit({ headers, query: { t: tokenOf(action) } });
		expect(html.replace('&#39;', "'")).toContain(`<button>${button}</button>`);
		expect(html).toContain(hint);
		expect(html).toContain('Visitor15');
	});

	test('knows the name that was typed before, or that a link brings', async () => {
		const query = { t: tokenOf('snooze') };
		const { headers } = await visit({ method: 'POST', query, body: { name: 'Li "梅" <Lei>' } });
		const [cookie, ...attributes] = headers['set-cookie'].split('; ');
		expect(attributes).toEqual(['Max-Age=31536000', 'HttpOnly', 'SameSite=Lax', 'Secure']);
		const valueOf = ({ html }: PageResponse) => /name="name"\s+value="([^"]*)"/.exec(html)?.[1];
		const known = await visit({ query, headers: { cookie: `other=1; ${cookie}` } });
		expect(valueOf(known)).toBe('Li &quot;梅&quot; &lt;Lei&gt;');
		expect(valueOf(await visit({ query: { ...query, by: 'Ann' } }))).toBe('Ann');
		const broken = { cookie: 'until-replied-name=%E0%A4%A' };
		expect(valueOf(await visit({ query, headers: broken }))).toBe('');
	});

	test.each([
		['expired', async (t: string) => await passed(73 * HOUR, t), 410, 'This link has expired'],
		['revoked', revoked, 410, 'This link has been revoked'],
		['changed', async (t: string) => `${t}x`, 403, 'This link is not valid'],
		['of a board', async () => 'board.look.zzzzzz.0..x', 403, 'This link is not valid'],
	])('that is %s keeps no name', async (_what, prepare, expected, text) => {
		const t = await prepare(tokenOf('snooze'));
		const { status, html, headers } = await visit({
			method: 'POST',
			query: { t, by: 'Ann' },
			body: { name: 'Ann' },
			headers: { cookie: 'until-replied-name=Ann' },
		});
		expect(status).toBe(expected);
		expect(html).toContain(text);
		expect(html).not.toContain('Ann');
		expect(headers['set-cookie']).toBeUndefined();
		const [{ escalation }] = await everything();
		expect(escalation.lastHold).toBeNull();
	});

	test.each([
		['en', 'This link has been revoked'],
		['zh-CN', '链接已被撤销'],
	])('that is revoked says so: %s', async (language, heading) => {
		const t = await revoked(tokenOf('acknowledge'));
		const { html } = await visit({ query: { t }, headers: { 'accept-language': language } });
		expect(html).toContain(`<h1>${heading}</h1>`);
	});

	test('is in English for who names more languages than any browser does', async () => {
		const languages = { 'accept-language': `zh${',zh'.repeat(5_000)}` };
		const { html } = await visit({ query: { t: tokenOf('snooze') }, headers: languages });
		expect(html).toContain('<html lang="en">');
	});

	test('shows what a customer wrote as text', async () => {
		const received = workflow.receive(
			aServiceEvent(
				{ id: 'evil', visitor: { name: '<img src=x onerror=alert(1)>' } },
				{ key: 'evil' },
			),
		);
		await pass(6 * MINUTE);
		await received;
		const { html } = await visit({ query: { t: tokenOf('acknowledge') } });
		expect(html).toContain('&lt;img src&#x3D;x onerror');
		expect(html).not.toContain('<img');
	});

	test('is not turned round by what a customer wrote', async () => {
		const visitorOf = { visitor: { name: '\u202e\u2067שלום' }, project: { name: '\u202dshop' } };
		const received = workflow.receive(
			aServiceEvent({ id: 'turned', ...visitorOf }, { key: 'turned' }),
		);
		await pass(6 * MINUTE);
		await received;
		const { html } = await visit({ query: { t: tokenOf('acknowledge') } });
		// UAX #9, section 2.
		expect(html).not.toMatch(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
		expect(html).toContain('<dd dir="auto">שלום</dd>');
		expect(reminders().at(-1)!.text).toContain('Customer: שלום');
	});

	test('says that it did not work when the store cannot be reached', async () => {
		const t = tokenOf('markReplied');
		const home = process.env.N8N_USER_FOLDER;
		await closeRuntime();
		process.env.N8N_USER_FOLDER = '/dev/null';
		try {
			const answers = [];
			for (let count = 0; count < 20; count += 1) {
				answers.push(await visit({ method: 'POST', query: { t }, body: { name: 'Ann' } }));
			}
			for (const { status, html, headers } of answers) {
				expect(status).toBe(503);
				expect(html).toContain('Try again in a minute');
				expect(headers['set-cookie']).toBeUndefined();
			}
			// Whoever runs n8n is told, and not by every visitor.
			expect(visitor.logged).toEqual([
				expect.stringMatching(/^Pages of links and boards cannot be served: .*cannot be opened/),
			]);
		} finally {
			process.env.N8N_USER_FOLDER = home;
		}
	});

	test.each([
		['GET', 200],
		['POST', 409],
	])('of a conversation that was answered says by whom: %s, %i', async (method, expected) => {
		await visit({ method: 'POST', query: { t: tokenOf('markReplied') }, body: { name: 'Ann' } });
		const { status, html } = await visit({ method, query: { t: tokenOf('acknowledge') } });
		expect(status).toBe(expected);
		expect(html).toContain('Already marked as replied');
		expect(html).toMatch(/By Ann, Jan 5, 17:06 GMT\+8/);
		expect(html).not.toContain('<button>');
	});

	test('whatever is sent gets a page that says no, and costs and changes nothing', async () => {
		const before = await everything();
		// From now on the node knows the key.
		await visit({ query: { t: tokenOf('markReplied') } });
		visitor.logged.length = 0;
		const statements = jest.spyOn(SqliteStatements.prototype, 'prepare');
		const anything = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 300 }),
			fc.anything(),
			fc.string({ unit: 'binary' }).map((text) => `${tokenOf('markReplied')}${text || '.'}`),
			fc.string({ unit: 'binary' }).map((text) => tokenOf('markReplied').replace('.', text || ',')),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom('GET', 'HEAD', 'POST'),
				anything,
				fc.anything(),
				fc.oneof(fc.constant(undefined), fc.string({ unit: 'binary' })),
				async (method, t, body, cookie) => {
					const { status, html, headers } = await visit({
						method,
						query: { t, by: body },
						body: typeof body === 'object' ? { ...body, name: 'Ann' } : body,
						headers: { cookie },
					});
					expect(status).toBe(403);
					expect(html === '').toBe(method === 'HEAD');
					expect(headers['set-cookie']).toBeUndefined();
				},
			),
			{ numRuns: 200 },
		);
		expect(statements).not.toHaveBeenCalled();
		expect(visitor.logged).toEqual([]);
		expect(await everything()).toEqual(before);
	});
});

describe('when the workflow is published', () => {
	/** What n8n asks the node then, with the address that it has for its page. */
	async function keep(url: string, webhookId?: string): Promise<string | undefined> {
		const scope = `kept:${NODE}`;
		const warn = jest.fn();
		const hook = {
			getMode: () => 'trigger',
			getNode: () => ({ id: NODE, parameters: {}, webhookId }),
			getNodeWebhookUrl: () => url,
			getWorkflow: () => ({ id: 'kept' }),
			logger: { warn },
		} as unknown as IHookFunctions;
		const { checkExists } = new UntilReplied().webhookMethods.default;
		const { links, clock } = await getRuntime();
		const kept = checkExists.call(hook);
		await pass(10);
		await kept;
		const link = links.boardUrl(scope, {
			mayChange: false,
			workflowId: undefined,
			expiresAt: clock.now() + HOUR,
		});
		await pass(10);
		return (await link)?.split('?')[0];
	}

	test('an address that n8n would not find again is not kept', async () => {
		await publish();
		const dead = 'https://n8n.example.com/webhook/id/repeat%20until%20replied/page';
		expect(await keep(dead)).toBeUndefined();
		expect(await keep('https://n8n.example.com/webhook/id/repeat/page')).toContain('/repeat/');
		expect(await keep(ADDRESS, 'a')).toBe(ADDRESS);
	});
});
