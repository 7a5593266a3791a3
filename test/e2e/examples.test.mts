import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { parse } from 'flatted';
import { DateTime } from 'luxon';
import { request } from 'undici';

import { until } from '../support/n8n/n8nApi.mts';
import { n8nVersionFrom } from '../support/n8n/realN8n.mts';
import { alertGroup } from '../support/sources/alerts.mts';
import { openBrowser, takePicture } from '../support/n8n/browser.mts';
import * as chatwoot from '../support/sources/chatwoot.mts';
import { defaultBody } from '../support/sources/dce.mts';
import type { Delivery } from '../support/sources/deliveries.mts';
import { takePictureOf } from '../support/n8n/editor.mts';
import { FakeOpenAi } from '../support/n8n/fakeOpenAi.mts';
import { caught, giteeHeaders } from '../support/sources/gitee.mts';
import { Groups } from '../support/n8n/groups.mts';
import {
	hurry,
	hurryFirst,
	ImportedExample,
	type ExampleNode,
} from '../support/n8n/importedExample.mts';
import { MailServer } from '../support/n8n/mailServer.mts';
import { getConversationWorkflow } from '../support/n8n/getConversationWorkflow.mts';
import { ALWAYS_ONE_MORE, post, Stage } from '../support/n8n/stage.mts';
import { chinese, english, timelinePage } from '../support/n8n/timelinePage.mts';
import { offlineFormExample, preChatFormExample, unreplied } from '../support/sources/twtChat.mts';

const json = { 'content-type': 'application/json' };
const delivery = (body: string | object, more: Partial<Delivery> = {}): Delivery => ({
	headers: json,
	text: '',
	...more,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** A message that was written now: that of the documentation is from 2025. */
const now = () => Math.floor(Date.now() / 1_000);
const writes = (visitor: string, more: object = {}) =>
	delivery(unreplied({ visitor_name: visitor, created_at: now(), ...more }, { created_at: now() }));
const isReplied = (visitor: string) => writes(visitor, { status: '4', created_at: now() + 1 });

describe('The examples', () => {
	let stage: Stage;
	let groups: Groups;
	let lookUpUrl: string;
	let mail: MailServer | undefined;

	before(async () => {
		stage = await Stage.start();
		groups = await Groups.start();
		const path = randomUUID();
		await stage.api.publish(await stage.api.createWorkflow(getConversationWorkflow(path)));
		lookUpUrl = `${stage.n8n.url}/webhook/${path}`;
	});
	after(async () => {
		await groups?.stop();
		await stage.stop();
		// n8n would try to reach it again.
		await mail?.stop();
	});

	const publish = async (name: string, change?: (node: (name: string) => ExampleNode) => void) =>
		await ImportedExample.publish(stage, groups, `${name}.json`, change);

	/** What Repeat Until Replied knows of a conversation. */
	async function lookUp(conversationKey: string): Promise<any> {
		const { body } = await post(lookUpUrl, JSON.stringify({ conversationKey }));
		return body;
	}

	async function accepted(example: ImportedExample, sent: Delivery): Promise<void> {
		const { status, body } = await example.send(sent);
		assert.equal(status, 200, JSON.stringify(body));
		assert.equal(body.accepted, 1, JSON.stringify(body));
	}

	it('chat-to-wecom-with-lead: the group, the lead from reminder 3 on, then the manager', async () => {
		const example = await publish('chat-to-wecom-with-lead', (node) =>
			hurry(node('Repeat Until Replied')),
		);
		const patient = await publish('chat-to-wecom-with-lead', (node) =>
			hurryFirst(node('Repeat Until Replied')),
		);
		await accepted(example, writes('Ann'));
		await accepted(patient, writes('Bob'));
		await until('a reminder for Bob', () => patient.heard('Service group', 'Bob').length > 0);
		await accepted(patient, isReplied('Bob'));
		await until('answered', () => patient.heard('Service group: replied', 'Bob').length > 0);

		await until('the manager hears of Ann', () => example.heard('Manager group', 'Ann')[0]);
		const numbers = (name: string) =>
			example.heard(name, 'Ann').map(({ content }) => /reminder (\d)/.exec(content)?.[1]);
		assert.deepEqual(numbers('Service group'), ['1', '2']);
		assert.deepEqual(numbers('Lead'), ['3', '4']);
		assert.match(JSON.stringify(example.heard('Lead', 'Ann')[0].body), /lilei/);
		assert.equal(patient.heard('Service group: replied').length, 1);
		assert.equal(patient.heard('Manager group').length, 0);

		const records = [await lookUp('twt:test:name=Ann'), await lookUp('twt:test:name=Bob')];
		await takePictureOf(timelinePage(records, english), 'timeline.en', 960);
		await takePictureOf(timelinePage(records, chinese), 'timeline.zh', 960);
		const entries = records.map(({ timeline }) => timeline.map(({ what }: any) => what));
		assert.equal(entries[0].filter((what: string) => what === 'reminder').length, 4);
		assert.ok(entries[0].includes('exhausted') && entries[1].includes('replied'));
	});

	it('offline-form-to-feishu: only forms, and only in working hours', async () => {
		const asItIs = await publish('offline-form-to-feishu');
		const form = { sbs: 'customer-7' };
		const withForm = (example: string) => {
			const body = JSON.parse(example);
			Object.assign(body.content[0], form, { created_at: now() });
			return delivery(body);
		};
		const chat = await asItIs.send(withForm(preChatFormExample));
		assert.deepEqual(chat.body, { ok: true, accepted: 0, duplicates: 0, filtered: 1, refused: 0 });
		await accepted(asItIs, withForm(offlineFormExample));
		const { nextReminderAt } = await until('it waits', async () => {
			const known = await lookUp('twt:test:sbs=customer-7');
			return known.nextReminderAt && known;
		});
		assertWithin(nextReminderAt, '09:00', '18:00');

		const hurried = await publish('offline-form-to-feishu', (node) =>
			hurry(node('Repeat Until Replied'), 1),
		);
		form.sbs = 'customer-8';
		await accepted(hurried, withForm(offlineFormExample));
		const last = await until('everybody hears', () => hurried.heard('Sales group: everybody')[0]);
		assert.match(JSON.stringify(last.body), /all/);
		assert.equal(hurried.heard('Sales group').length, 5);
	});

	it('vip-at-once: a VIP is reminded before one who wrote earlier', async () => {
		const example = await publish('vip-at-once', (node) =>
			Object.assign(node('Repeat Until Replied').parameters, {
				firstReminderAfterUnit: 'seconds',
				remindEveryUnit: 'minutes',
			}),
		);
		await accepted(example, writes('Somebody'));
		await accepted(example, writes('Globex'));
		const other = await until('everybody was reminded', () =>
			example.heard('Service group', 'Somebody').at(0),
		);
		const [vip] = example.heard('Service group', 'Globex');
		assert.ok(vip.at < other.at);
		const waits = ['Globex', 'Somebody'].map(
			async (name) => (await lookUp(`twt:test:name=${name}`)).nextReminderAt,
		);
		const [vipNext, otherNext] = (await Promise.all(waits)).map((time) => Date.parse(time));
		assert.ok(vipNext - vip.at < 3 * 60_000, 'every two minutes');
		assert.ok(otherNext - other.at > 9 * 60_000, 'every ten minutes');
	});

	it('gitee-pull-request-review: after four hours of work; a comment by somebody else ends it', async () => {
		const asItIs = await publish('gitee-pull-request-review');
		const headers = giteeHeaders('Merge Request Hook');
		const opened = { ...caught.pullRequestOpened };
		await accepted(asItIs, delivery(opened, { headers }));
		const key = 'gitee:open-euler/syncbot-example!23';
		const { nextReminderAt } = await until('it waits', async () => {
			const known = await lookUp(key);
			return known.nextReminderAt && known;
		});
		assertWithin(nextReminderAt, '09:30', '18:30');

		const hurried = await publish('gitee-pull-request-review', (node) =>
			hurryFirst(node('Repeat Until Replied')),
		);
		await accepted(hurried, delivery(opened, { headers }));
		const { content } = await until('the reviewers hear', () => hurried.heard('Reviewers')[0]);
		assert.match(content, /remove bar\.txt/);
		assert.match(content, /\p{Script=Han}/u);
		const approval = { ...opened, action: 'approved', sender: { login: 'maintainer' } };
		for (const example of [asItIs, hurried]) {
			await accepted(example, delivery(approval, { headers }));
		}
		await until('both are over', async () => (await lookUp(key)).state === 'replied');
		assert.equal(hurried.heard('Team lead').length, 0);
	});

	it('dce-log-in-at-night: asks who it was at night, and is silent by day', async () => {
		/** The time zone in which it is this hour now. */
		const zoneAt = (hour: number) => {
			const offset = ((hour - DateTime.utc().hour + 36) % 24) - 12;
			return `UTC${offset < 0 ? '-' : '+'}${Math.abs(offset)}`;
		};
		const at = async (hour: number) =>
			await publish('dce-log-in-at-night', (node) => {
				const condition = node('At night?');
				const text = JSON.stringify(condition.parameters);
				condition.parameters = JSON.parse(text.replaceAll('Asia/Shanghai', zoneAt(hour)));
				hurry(node('Repeat Until Replied'));
			});
		const night = await at(2);
		const day = await at(14);
		const logIn = delivery(defaultBody, { query: { action: 'login' } });
		await accepted(day, logIn);
		await accepted(night, logIn);
		const { content, body } = await until('a reminder', () => night.heard('Security group')[0]);
		assert.match(content, /有人在夜间登录/);
		assert.match(content, /张 三/);
		assert.equal(body.at?.isAtAll, true);
		await until('a second reminder', () => night.heard('Security group').length > 1);
		assert.equal(day.heard('Security group').length, 0);
	});

	it('groups-by-project: each shop hears of its own customers', async () => {
		const example = await publish('groups-by-project', (node) =>
			hurry(node('Repeat Until Replied'), 1),
		);
		for (const shop of ['shop-north', 'shop-south', 'shop-new']) {
			await accepted(example, writes(`of ${shop}`, { property_name: shop }));
		}
		await until('the manager hears of all', () => example.heard('Manager group').length >= 3);
		for (const [name, shop] of [
			['North', 'shop-north'],
			['South', 'shop-south'],
			['Others', 'shop-new'],
		]) {
			assert.equal(example.heard(name, `of ${shop}`).length, 4, name);
			assert.equal(example.heard(name).length, 4, name);
		}
	});

	it('morning-digest: one message lists who waits', async () => {
		const patient = await publish('chatwoot-to-slack');
		await accepted(patient, delivery(chatwoot.message({ content: 'from the day before' })));
		await until('it waits', async () => {
			const { state } = await lookUp('chatwoot:1:10');
			return state === 'open';
		});
		const digest = await publish('morning-digest');
		const workflow = await stage.api.call('GET', `/rest/workflows/${digest.id}`);
		await stage.api.runManually(workflow, 'Every morning');
		const { content } = await until('the digest', () => digest.heard('WeCom Robot')[0]);
		assert.match(content, /customers? (is|are) still waiting/);
		assert.match(content, /little-haze-776: .*, 0 reminders/);
	});

	it('weekly-report: a table in the group, and a file, also of a week in which nothing ended', async () => {
		const example = await publish('weekly-report');
		const workflow = await stage.api.call('GET', `/rest/workflows/${example.id}`);
		await stage.api.runManually(workflow, 'Every Monday');
		const { content } = await until('the report', () => example.heard('Feishu Robot')[0]);
		// Days count once they are over.
		assert.match(content, /Last week: 0 opened, 0 answered/);
		assert.match(content, /Project Opened Answered Nobody replied/);
		const [{ id }] = await stage.api.executions(example.id);
		const run = await until('the end of it', async () => {
			const execution = await stage.api.execution(id);
			return execution.status === 'success' && execution;
		});
		const { binary } = parse(run.data).resultData.runData.CSV[0].data.main[0][0];
		assert.match(binary.data.fileName, /^answered-until-[\d-]+\.csv$/);
		assert.match(binary.data.mimeType, /csv/);
	});

	it('board-link: the group gets the board, also where its workflow is not published', async () => {
		await publish('chatwoot-to-slack');
		const example = await publish('board-link');
		await stage.api.unpublish(example.id);
		const workflow = await stage.api.call('GET', `/rest/workflows/${example.id}`);
		const link = await until('a link that opens the board', async () => {
			await stage.api.runManually(workflow, 'Every Monday');
			const text = JSON.stringify(example.heard('WeCom Robot').at(-1)?.body ?? '');
			const url = /https?:[^"\\\s)]+\?t=board\.change\.[\w.-]+/.exec(text)?.[0];
			if (!url) return undefined;
			const { statusCode, body } = await request(url);
			return statusCode === 200 ? await body.text() : void (await body.dump());
		});
		assert.match(link, /<title>/);
	});

	const skip =
		n8nVersionFrom(process.env) === 'oldest' && 'n8n 2.0 finds no data table by its name';
	it('reply-times-to-table: a row for each conversation that is over', { skip }, async () => {
		const { id: projectId } = await stage.api.call('GET', '/rest/projects/personal');
		const columns = {
			customer: 'string',
			project: 'string',
			result: 'string',
			repliedBy: 'string',
			openedAt: 'date',
			endedAt: 'date',
			minutes: 'number',
			reminders: 'number',
		};
		const tables = `/rest/projects/${projectId}/data-tables`;
		const table = await stage.api.call('POST', tables, {
			name: 'Reply times',
			columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
		});
		const example = await publish('reply-times-to-table', (node) =>
			hurryFirst(node('Repeat Until Replied')),
		);
		const conversation = { ...chatwoot.message().conversation, id: 11 };
		const at = (seconds: number) => new Date((now() + seconds) * 1_000).toISOString();
		await accepted(example, delivery(chatwoot.message({ conversation, created_at: at(0) })));
		await until('a reminder', () => example.heard('Service group').length > 0);
		await accepted(example, delivery(chatwoot.reply({ conversation, created_at: at(1) })));
		const [row] = await until('a row', async () => {
			const { data } = await stage.api.call('GET', `${tables}/${table.id}/rows`);
			return data.length > 0 && data;
		});
		assert.equal(row.customer, 'little-haze-776');
		assert.equal(row.result, 'replied');
		assert.equal(row.repliedBy, 'John');
		assert.ok(row.reminders >= 1);
		assert.ok(row.minutes > 0 && row.minutes < 1, `${row.minutes} minutes`);
		assert.ok(Date.parse(row.endedAt) >= Date.parse(row.openedAt));
	});

	it('mention-assigned-agent: whom the data table has, or everybody', { skip }, async () => {
		const { id: projectId } = await stage.api.call('GET', '/rest/projects/personal');
		const tables = `/rest/projects/${projectId}/data-tables`;
		const columns = ['name', 'users', 'mobiles'].map((name) => ({ name, type: 'string' }));
		const impatient = (node: (name: string) => ExampleNode) =>
			hurryFirst(node('Repeat Until Replied'));
		/** What the group gets of a reminder, as soon as it has that in it. */
		const heard = async (visitor: string, agent: string, mention: RegExp) => {
			const example = await publish('mention-assigned-agent', impatient);
			await accepted(example, writes(visitor, { assigned_agent_nickname: agent }));
			return await until(`a mention like ${mention}`, () => {
				const said = JSON.stringify(example.heard('Service group').map(({ body }) => body));
				return said.includes(visitor) && mention.test(said) && said;
			});
		};
		await heard('before there is a table', '王客服', /@all/);

		const table = await stage.api.call('POST', tables, { name: 'Agents', columns });
		await stage.api.call('POST', `${tables}/${table.id}/insert`, {
			data: [
				{ name: 'Somebody Else', users: 'else', mobiles: '' },
				{ name: ' 王客服', users: 'wangkefu', mobiles: '' },
			],
			returnType: 'count',
		});
		const said = await heard('of Wang', '王客服', /<@wangkefu>/);
		assert.doesNotMatch(said, /@all|else/);
		assert.doesNotMatch(await heard('王客服', 'of no table', /@all/), /wangkefu/);
	});

	it('on-duty: whose turn it is, then the secondary, then the manager', async () => {
		const example = await publish('on-duty', (node) => hurry(node('Repeat Until Replied'), 2));
		const workflow = await stage.api.call('GET', `/rest/workflows/${example.id}`);
		const people = ['lilei', 'hanmeimei', 'wangwei'];
		const mentioned = (name: string, visitor = '') =>
			example
				.heard(name, visitor)
				.map(({ body }) => people.filter((id) => JSON.stringify(body).includes(`<@${id}>`)).join());
		await stage.api.runManually(workflow, 'By hand');
		// Its execution begins in its own time.
		const [primary] = await until('the roster is there', async () => {
			await stage.api.runManually(workflow, 'Every Monday');
			const whose = mentioned('Service group: this week');
			return whose.length > 0 && whose;
		});
		assert.ok(['lilei', 'hanmeimei'].includes(primary), primary);
		const { content } = example.heard('Service group: this week')[0];
		assert.match(content, primary === 'lilei' ? /Li Lei/ : /Han Meimei/);

		await accepted(example, writes('Quinn'));
		await until('the manager hears of Quinn', () => example.heard('Manager group', 'Quinn')[0]);
		const secondary = primary === 'lilei' ? 'hanmeimei' : 'lilei';
		assert.deepEqual(mentioned('Service group', 'Quinn'), [primary, primary]);
		assert.deepEqual(mentioned('Service group: escalated', 'Quinn'), [
			...[secondary, secondary],
			...['wangwei', 'wangwei'],
		]);
		assert.deepEqual(mentioned('Manager group', 'Quinn'), ['wangwei']);
	});

	it('own-words: a title and a text for each kind of event, in the groups of two platforms', async () => {
		const example = await publish('own-words', (node) => hurry(node('Repeat Until Replied'), 1));
		const form = JSON.parse(offlineFormExample);
		Object.assign(form.content[0], { sbs: 'customer-9', created_at: now() });
		const preChat = JSON.parse(preChatFormExample);
		Object.assign(preChat.content[0], { visitor_name: 'Form', sbs: 'f', created_at: now() });
		await accepted(example, writes('Cher'));
		await accepted(example, delivery(form));
		await accepted(example, delivery(preChat));
		for (const group of ['Service group', 'Sales group']) {
			const said = await until(`all of it in ${group}`, () => {
				const all = example.heard(group).map(({ content }) => content);
				return all.some((one) => /Last reminder/.test(one)) && all.join('\n');
			});
			assert.match(said, /Cher has been waiting for \d/);
			assert.match(said, /Call back Visitor15, who left a form[^]{1,30}Please call within/);
			assert.match(said, /Form.*reminder 1 of 4/);
			assert.doesNotMatch(said, /Subject/);
		}
		await until('the manager hears', () => example.heard('Manager group', 'Cher').length > 0);
	});

	it('ai-agent-acknowledges: looks who waits, and ends the reminders that it is told to', async () => {
		const chats = await publish('groups-by-project');
		await accepted(chats, writes('Visitor of the agent'));
		await until('it waits', async () => {
			const { state } = await lookUp('twt:test:name=Visitor of the agent');
			return state === 'open';
		});
		// Finds the key in what the tool said, as a model does.
		const model = await FakeOpenAi.start((messages) => {
			const results = messages.filter(({ role }) => role === 'tool');
			if (results.length === 0) return { name: 'Who_waits', arguments: {} };
			if (results.length > 1) return 'Done.';
			const key = /twt:test:name=Visitor of the agent/.exec(results[0].content)?.[0];
			return { name: 'Mark_as_Replied', arguments: { conversationKey: key, actor: 'Li Lei' } };
		});
		try {
			const credential = await stage.api.createCredential('Model', 'openAiApi', {
				apiKey: 'none',
				url: model.baseUrl,
			});
			const agent = await publish('ai-agent-acknowledges', (node) => {
				node('Model').credentials = { openAiApi: { id: credential, name: 'Model' } };
				Object.assign(node('Chat').parameters, { public: true, mode: 'webhook' });
			});
			const url = `${stage.n8n.url}/webhook/${String(agent.node('Chat').webhookId)}/chat`;
			const { status, body } = await post(
				url,
				JSON.stringify({
					action: 'sendMessage',
					sessionId: 'test',
					chatInput: 'I have replied to the visitor. Li Lei',
				}),
			);
			assert.equal(status, 200, JSON.stringify(body));
			assert.equal(body.output, 'Done.', JSON.stringify(body));
			assert.deepEqual([...model.offeredTools].sort(), [
				'Acknowledge',
				'Mark_as_Replied',
				'Snooze',
				'Who_waits',
			]);
			const { state, endedBy } = await lookUp('twt:test:name=Visitor of the agent');
			assert.deepEqual([state, endedBy], ['replied', 'Li Lei']);
		} finally {
			await model.stop();
		}
	});

	it('ai-agent-on-duty: says who is on duty, and mutes a project, never all', async () => {
		const duty = await publish('on-duty');
		const dutyWorkflow = await stage.api.call('GET', `/rest/workflows/${duty.id}`);
		await stage.api.runManually(dutyWorkflow, 'By hand');
		const chats = await publish('groups-by-project', (node) =>
			hurry(node('Repeat Until Replied'), 1),
		);
		const unsaid = { reason: '', actor: '' };
		const asked = [
			{ name: 'Who_is_on_duty', arguments: { time: '' } },
			{ name: 'Mute_a_project', arguments: { ...unsaid, minutes: 9_999, project: 'shop-m*ted' } },
			{ name: 'Mute_a_project', arguments: { ...unsaid, minutes: 5, project: '*' } },
			{ name: 'What_is_muted', arguments: {} },
		];
		const told: string[] = [];
		const model = await FakeOpenAi.start((messages) => {
			const results = messages.filter(({ role }) => role === 'tool');
			told.splice(0, told.length, ...results.map(({ content }) => String(content)));
			return asked[results.length] ?? 'Done.';
		});
		try {
			const credential = await stage.api.createCredential('Model', 'openAiApi', {
				apiKey: 'none',
				url: model.baseUrl,
			});
			const agent = await publish('ai-agent-on-duty', (node) => {
				node('Model').credentials = { openAiApi: { id: credential, name: 'Model' } };
				Object.assign(node('Chat').parameters, { public: true, mode: 'webhook' });
			});
			const url = `${stage.n8n.url}/webhook/${String(agent.node('Chat').webhookId)}/chat`;
			const text = { action: 'sendMessage', sessionId: 'test', chatInput: 'Mute shop-mted' };
			const { status, body } = await post(url, JSON.stringify(text));
			assert.equal(status, 200, JSON.stringify(body));
			assert.equal(body.output, 'Done.', JSON.stringify(body));
			assert.match(told[0], /Li Lei|Han Meimei/);
			assert.match(told[1], /"projects":\["shop-mted"\]/);
			assert.match(told[2], /all conversations/);
			assert.equal(told[3].match(/"madeAt"/g)?.length, 1, told[3]);
			const [, until] = /"mutedUntil":"([^"]+)"/.exec(told[1])!;
			assert.ok(Date.parse(until) - Date.now() <= 24 * 60 * 60_000, until);
		} finally {
			await model.stop();
		}
		await accepted(chats, writes('of the muted', { property_name: 'shop-mted' }));
		await accepted(chats, writes('of the other', { property_name: 'shop-north' }));
		await until('a reminder of the other', () => chats.heard('North', 'of the other')[0]);
		assert.ok((await lookUp('twt:shop-mted:name=of the muted')).mutedUntil);
		assert.equal(chats.heard('Others', 'of the muted').length, 0);
	});

	it('acknowledge-by-form: whoever replied says so in a form', async () => {
		const chats = await publish('groups-by-project');
		await accepted(chats, writes('Visitor of the form'));
		await until('it waits', async () => {
			const { state } = await lookUp('twt:test:name=Visitor of the form');
			return state === 'open';
		});
		const form = await publish('acknowledge-by-form');
		const browser = await openBrowser();
		try {
			const page = await browser.newPage();
			await page.goto(`${stage.n8n.url}/form/${String(form.node('Form').webhookId)}`);
			await page.getByLabel('Your name').fill('Han Meimei');
			await page.getByRole('button', { name: 'Submit' }).click();
			const who = page.locator('select').first();
			await who.waitFor();
			const option = await who
				.locator('option')
				.filter({ hasText: 'Visitor of the form' })
				.textContent();
			await who.selectOption(option!.trim());
			await page.locator('select').nth(1).selectOption('I replied');
			await takePicture(page, 'example-form');
			await page.getByRole('button', { name: 'Submit' }).click();
			await page.getByText('Thank you').waitFor();
			const { state, endedBy } = await lookUp('twt:test:name=Visitor of the form');
			assert.deepEqual([state, endedBy], ['replied', 'Han Meimei']);
		} finally {
			await browser.close();
		}
	});

	/** The address behind a button of a message. */
	function linkIn({ body }: { body: unknown }, place: string, label: string): string {
		const [, url] =
			new RegExp(`\\[${label}\\]\\((https?://[^)\\s]+/${place}/[^)\\s]+)\\)`).exec(
				JSON.stringify(body),
			) ?? [];
		assert.ok(url, `${label} in ${JSON.stringify(body)}`);
		return url;
	}

	/** On a test's machine n8n has no public address. */
	const withLinks = (node: ExampleNode, seconds: number) => {
		hurry(node, seconds);
		Object.assign(node.parameters, { firstReminderAfter: 0, ...ALWAYS_ONE_MORE });
		node.parameters.options.links = { settings: { show: 'always' } };
	};

	async function fillIn(url: string, answers: Record<string, string>): Promise<void> {
		const browser = await openBrowser();
		try {
			const page = await browser.newPage();
			await page.goto(url);
			for (const [label, answer] of Object.entries(answers)) {
				await page.getByLabel(label).fill(answer);
			}
			await page.getByRole('button', { name: 'Submit' }).click();
			await page.getByText('Your response has been recorded').waitFor();
		} finally {
			await browser.close();
		}
	}

	it('approval-until-decided: a button of a reminder decides, whoever presses it; a preview does not', async () => {
		const ask = async (example: ImportedExample, what: string) =>
			await fillIn(`${stage.n8n.url}/form/${String(example.node('Request').webhookId)}`, {
				What: what,
				'Your name': 'Li Lei',
			});
		const open = async (url: string, agent: string) => {
			const { statusCode, body } = await request(url, { headers: { 'user-agent': agent } });
			return { statusCode, text: await body.text() };
		};
		const stateOf = async (url: string) => {
			const [, execution] = /webhook-waiting\/(\d+)/.exec(url)!;
			return await lookUp(`approval:${execution}`);
		};

		const patient = await publish('approval-until-decided', (node) =>
			withLinks(node('Repeat Until Replied'), 600),
		);
		await ask(patient, 'A week of holidays');
		const first = await until('a reminder', () => patient.heard('Approvers')[0]);
		assert.match(first.content, /A week of holidays/);
		assert.match(first.content, /Asked for by Li Lei/);
		const approve = linkIn(first, 'webhook-waiting', 'Approve');
		const person =
			'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
		const preview = 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)';
		await open(approve, preview);
		assert.equal((await stateOf(approve)).state, 'open');
		assert.deepEqual(await open(approve, person), {
			statusCode: 200,
			text: 'Thank you. You can close this page.',
		});
		const told = await until('the decision is told', () => patient.heard('Decided')[0]);
		assert.match(told.content, /A week of holidays: approved/);
		const { state, endedBy, event } = await until('it is over', async () => {
			const known = await stateOf(approve);
			return known.state === 'replied' && known;
		});
		assert.deepEqual([state, endedBy], ['replied', 'link: approved']);
		assert.doesNotMatch(JSON.stringify(event), /webhook-waiting/);
		assert.equal(patient.heard('Manager').length, 0);
		// Once is enough.
		assert.notEqual((await open(approve, person)).statusCode, 200);
		assert.equal(patient.heard('Decided').length, 1);

		const hurried = await publish('approval-until-decided', (node) =>
			withLinks(node('Repeat Until Replied'), 1),
		);
		await ask(hurried, 'A new laptop');
		const third = await until('the manager is reminded', () => hurried.heard('Manager')[0]);
		assert.match(third.content, /reminder 3 of 100/);
		const declined = linkIn(third, 'webhook-waiting', 'Decline');
		assert.equal((await open(declined, person)).statusCode, 200);
		const answer = await until('the decision is told', () => hurried.heard('Decided')[0]);
		assert.match(answer.content, /A new laptop: declined/);
		await until('it is over', async () => (await stateOf(declined)).state === 'replied');
		assert.equal(hurried.heard('Approvers').length, 2);
	});

	it('form-until-filled-in: reminders lead to the form, until somebody has filled it in', async () => {
		const path = randomUUID();
		const begun = async (seconds: number) => {
			const example = await publish('form-until-filled-in', (node) => {
				withLinks(node('Repeat Until Replied'), seconds);
				// Nobody waits for the evening.
				Object.assign(node('Every evening'), {
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					webhookId: `${path}-${seconds}`,
					parameters: { httpMethod: 'POST', path: `${path}-${seconds}` },
				});
			});
			await post(`${stage.n8n.url}/webhook/${path}-${seconds}`, '{}');
			return example;
		};
		const stateOf = async (url: string) => {
			const [, execution] = /form-waiting\/(\d+)/.exec(url)!;
			return await lookUp(`report:${execution}`);
		};

		const patient = await begun(600);
		const first = await until('a reminder', () => patient.heard('Shift')[0]);
		const form = linkIn(first, 'form-waiting', 'Open the form');
		// Whoever only looks has filled in nothing.
		const { statusCode, body } = await request(form);
		assert.match(await body.text(), /How did the shift go\?/);
		assert.equal(statusCode, 200);
		assert.equal((await stateOf(form)).state, 'open');
		await fillIn(form, { 'Your name': 'Han Meimei', 'How it went': 'All quiet' });
		const report = await until('the report', () => patient.heard('Shift: report')[0]);
		assert.match(report.content, /All quiet/);
		const over = await until('it is over', async () => {
			const known = await stateOf(form);
			return known.state === 'replied' && known;
		});
		assert.equal(over.endedBy, 'Han Meimei');
		assert.equal(patient.heard('Lead').length, 0);

		const hurried = await begun(1);
		const third = await until('the lead is reminded', () => hurried.heard('Lead')[0]);
		assert.match(third.content, /reminder 3 of 100/);
		await fillIn(linkIn(third, 'form-waiting', 'Open the form'), {
			'Your name': 'Li Lei',
			'How it went': 'Late',
		});
		await until('the report', () => hurried.heard('Shift: report', 'Late')[0]);
	});

	it('alerts-on-call: the channel, then a phone from reminder 3 on; "resolved" ends it', async () => {
		const example = await publish('alerts-on-call', (node) => {
			hurry(node('Repeat Until Replied'));
			Object.assign(node('Repeat Until Replied').parameters, {
				firstReminderAfter: 1,
				remindEvery: 1,
			});
			const { schedule } = node('Repeat Until Replied').parameters.options;
			Object.assign(schedule.settings, {
				longestInterval: 2,
				longestIntervalUnit: 'seconds',
			});
		});
		const startsAt = new Date().toISOString();
		const group = (status: string, endsAt: string) => ({
			...alertGroup,
			status,
			alerts: alertGroup.alerts
				.slice(0, 1)
				.map((alert) => ({ ...alert, status, startsAt, endsAt })),
		});
		await accepted(example, delivery(group('firing', '0001-01-01T00:00:00Z')));
		const call = await until('a phone rings', () => example.heard('On call')[0]);
		assert.match(call.content, /reminder 3/i);
		assert.deepEqual(call.body.at?.atMobiles, ['13800001111']);
		assert.equal(example.heard('Alerts channel').length, 2);
		await accepted(
			example,
			delivery(group('resolved', new Date(Date.now() + 1_000).toISOString())),
		);
		await until('resolved', () => example.heard('Alerts channel: resolved').length === 1);
		assert.equal(example.heard('Gave up').length, 0);
	});

	it('chatwoot-to-slack: reminders until an agent replies at Chatwoot', async () => {
		const example = await publish('chatwoot-to-slack', (node) =>
			hurryFirst(node('Repeat Until Replied')),
		);
		const conversation = { ...chatwoot.message().conversation, id: 12 };
		const at = (seconds: number) => new Date((now() + seconds) * 1_000).toISOString();
		const sent = { conversation, content: 'Is anybody there?', created_at: at(0) };
		await accepted(example, delivery(chatwoot.message(sent)));
		await until(
			'a reminder',
			() => example.heard('Support channel', 'Is anybody there?').length > 0,
		);
		await accepted(example, delivery(chatwoot.reply({ conversation, created_at: at(1) })));
		await until('answered', () => example.heard('Support channel: replied').length === 1);
		assert.equal(example.heard('Leads channel').length, 0);
	});

	it('email-until-replied: reminders until somebody of the domain answers', async () => {
		const server = (mail = await MailServer.start('INBOX', 'Sent'));
		const id = await stage.api.createCredential('Mailbox', 'imap', server.credential);
		const example = await publish('email-until-replied', (node) => {
			for (const name of ['Inbox', 'Sent']) {
				node(name).credentials = { imap: { id, name: 'Mailbox' } };
			}
			hurryFirst(node('Repeat Until Replied'));
		});
		const at = (seconds: number) => new Date((now() + seconds) * 1_000).toUTCString();
		const customer = 'Zhang San <zhang@customer.example>';
		const toUs = { From: customer, To: 'support@example.com', Date: at(0) };
		const away = { ...toUs, 'Message-ID': '<away@x>', 'Auto-Submitted': 'auto-replied' };
		server.deliver('INBOX', away, 'I am away');
		server.deliver('INBOX', { ...toUs, 'Message-ID': '<root@x>' }, 'Is anybody there?');
		const channel = 'Support channel';
		const { content } = await until('a reminder', () => example.heard(channel)[0]);
		assert.match(content, /Zhang San/);
		assert.match(content, /Is anybody there\?/);
		const fromUs = { From: 'Ann <ann@example.com>', To: customer, Date: at(1) };
		const answer = { ...fromUs, 'Message-ID': '<answer@x>', References: '<root@x>' };
		server.deliver('Sent', answer, 'Yes, I am.');
		await until('answered', () => example.heard(`${channel}: replied`).length === 1);
		assert.equal(example.heard(channel).length, 1);
		assert.equal(example.heard('Leads channel').length, 0);
	});
});

/** Fails unless the time is on a working day in Shanghai, between these hours. */
function assertWithin(time: string, from: string, to: string): void {
	const local = DateTime.fromISO(time, { zone: 'Asia/Shanghai' });
	assert.ok(local.weekday <= 5, `${time} is on a weekend`);
	const hour = local.toFormat('HH:mm');
	assert.ok(hour >= from && hour <= to, `${hour} is not between ${from} and ${to}`);
}
