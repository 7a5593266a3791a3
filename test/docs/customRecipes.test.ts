import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { INodeProperties } from 'n8n-workflow';

import { ServiceEventTrigger } from '../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { read } from '../support/repository/documents.mts';
import { TestTrigger } from '../support/nodes/trigger.mts';

/*
 * The recipes of docs/sources/custom.md, as they are printed, with what their
 * systems send: the examples of Sentry's documentation ("Issue Alerts",
 * "Issues"), comments of Jira as others have published them, and the
 * placeholders of Freshdesk with values from published webhooks. Of each no
 * more than what is read, in our own writing.
 */

const userFolder = mkdtempSync(join(tmpdir(), 'until-replied-recipes-'));
beforeAll(() => {
	process.env.N8N_USER_FOLDER = userFolder;
});
afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

const SECRET = 'a secret of the system that sends';
const page = read('docs/sources/custom.md');
const recipe = (name: string) => page.split(`### ${name}\n`)[1].split(/\n##+ /)[0];

const { properties } = new ServiceEventTrigger().description;
const ofCustom = properties.filter(({ displayOptions }) =>
	displayOptions?.show?.source?.includes('custom'),
);
const moreFields = ofCustom.find(({ name }) => name === 'moreFields')!.options as INodeProperties[];

/** The parameters by what the panel calls them, an expression as n8n keeps it. */
function parametersOf(name: string): Record<string, unknown> {
	const rows = [...recipe(name).matchAll(/^\| ([A-Z][\w ]+) \| `(.+)` \|$/gm)].map(
		([, title, value]) => [title, value.startsWith('{{') ? `=${value}` : value] as const,
	);
	const named = (some: INodeProperties[]) =>
		rows.flatMap(([title, value]) => {
			const found = some.find(({ displayName }) => displayName === title);
			return found ? [[found.name, value] as const] : [];
		});
	const [own, more] = [named(ofCustom), named(moreFields)];
	expect(own.length + more.length).toBe(rows.length);
	return { ...Object.fromEntries(own), moreFields: Object.fromEntries(more) };
}

const quoted = (name: string, label: string) =>
	new RegExp(`${label} \`([^\`]+)\``).exec(recipe(name))?.[1];

/** A trigger as the recipe has it, and a request as the system signs it. */
function signing(name: string) {
	const header = quoted(name, 'Signature Header')!;
	const prefix = quoted(name, 'Prefix');
	const trigger = new TestTrigger(new ServiceEventTrigger(), {
		parameters: {
			source: 'custom',
			authentication: 'signature',
			signatureFormat: 'hmac',
			signatureHeader: header,
			signatureDetails: prefix === undefined ? {} : { prefix },
			...parametersOf(name),
		},
		credential: { secret: SECRET },
	});
	return async (sent: object, secret = SECRET) => {
		const body = JSON.stringify(sent);
		const signature = createHmac('sha256', secret).update(body).digest('hex');
		const headers = {
			'Content-Type': 'application/json',
			[header]: `${prefix ?? ''}${signature}`,
		};
		const { status } = await trigger.send({ headers, body });
		const events = await trigger.stored();
		return { status, event: events[0] };
	};
}

describe('Custom for Sentry', () => {
	const alert = {
		action: 'triggered',
		actor: { id: 'sentry', name: 'Sentry', type: 'application' },
		data: {
			event: {
				datetime: '2019-08-19T21:06:17.403000Z',
				event_id: 'e4874d664c3540c1a32eab185f12c5ab',
				issue_id: '1170820242',
				level: 'error',
				title: 'ReferenceError: heck is not defined',
				web_url: 'https://sentry.io/organizations/test-org/issues/1170820242/events/e4874d66/',
			},
			triggered_rule: 'Very Important Alert Rule!',
		},
	};
	const issue = (action: string, more: object = {}) => ({
		action,
		actor: { id: 'sentry', name: 'Sentry', type: 'application' },
		data: {
			issue: {
				id: '1170820242',
				title: 'ReferenceError: blooopy is not defined',
				level: 'error',
				lastSeen: '2019-08-19T20:58:37.391000Z',
				project: { id: '1', name: 'front-end', slug: 'front-end' },
				web_url: 'https://sentry.io/organizations/test-org/issues/1170820242/',
				...more,
			},
		},
	});

	it('opens with an alert and ends with its issue', async () => {
		const send = signing('Sentry');
		expect((await send(alert)).event).toMatchObject({
			type: 'triggered',
			occurredAt: '2019-08-19T21:06:17.403Z',
			conversation: { key: 'custom:1170820242', effect: 'opens' },
			severity: 'critical',
			text: 'ReferenceError: heck is not defined',
			url: expect.stringContaining('/issues/1170820242/'),
		});
		expect((await send(issue('resolved'))).event).toMatchObject({
			kind: 'message.replied',
			conversation: { key: 'custom:1170820242', effect: 'ends' },
			project: { name: 'front-end' },
		});
	});

	it.each([
		['created', 'opens'],
		['unresolved', 'opens'],
		['archived', 'ends'],
		['ignored', 'ends'],
		['assigned', 'continues'],
	])('knows what it means that an issue is %s', async (action, effect) => {
		const { event } = await signing('Sentry')(issue(action));
		expect(event.conversation).toMatchObject({ key: 'custom:1170820242', effect });
	});

	it('refuses what is not signed by it', async () => {
		expect((await signing('Sentry')(alert, 'another secret')).status).toBe(401);
	});
});

describe('Custom for Jira Service Management', () => {
	const account = (accountType: string) => ({ accountId: '557058:bf39af2f', accountType });
	const issue = (status = 'new') => ({
		id: '10509',
		key: 'TALK-132',
		fields: {
			summary: 'Logged out on the page of chats',
			project: { key: 'TALK', name: 'MyTalking' },
			priority: { name: 'High', id: '2' },
			status: { name: 'To Do', statusCategory: { id: 2, key: status } },
			reporter: { displayName: 'Leo Franchi' },
		},
	});
	const comment = (author: object | undefined, more: object = {}, status?: string) => ({
		timestamp: 1_628_677_146_887,
		webhookEvent: 'comment_created',
		comment: { id: '10274', author, body: 'ttt', jsdPublic: true, ...more },
		issue: issue(status),
	});

	it('opens with a request', async () => {
		const sent = {
			timestamp: 1_628_677_146_887,
			webhookEvent: 'jira:issue_created',
			issue_event_type_name: 'issue_created',
			issue: issue(),
		};
		expect((await signing('Jira Service Management')(sent)).event).toMatchObject({
			type: 'jira:issue_created',
			occurredAt: '2021-08-11T10:19:06.887Z',
			conversation: { key: 'custom:TALK-132', effect: 'opens' },
			project: { name: 'MyTalking' },
			severity: 'critical',
			text: 'Logged out on the page of chats',
			title: 'Logged out on the page of chats',
			visitor: { name: 'Leo Franchi' },
		});
	});

	it.each<[string, object, string]>([
		['an agent', comment(account('atlassian')), 'ends'],
		['an agent, of a request that is done', comment(account('atlassian'), {}, 'done'), 'ends'],
		['a customer', comment(account('customer')), 'opens'],
		['a customer, of a request that is done', comment(account('customer'), {}, 'done'), 'opens'],
		['an app', comment(account('app')), 'continues'],
		['an agent, internally', comment(account('atlassian'), { jsdPublic: false }), 'continues'],
		['somebody on a server, which tells no type', comment({ name: 'defect.dojo' }), 'continues'],
		['nobody', comment(undefined), 'continues'],
	])('knows the comment of %s', async (_, sent, effect) => {
		const { event } = await signing('Jira Service Management')(sent);
		expect(event).toMatchObject({ conversation: { effect }, text: 'ttt' });
	});

	it.each([
		['indeterminate', 'continues'],
		['done', 'ends'],
	])('knows what a change to the category %s does', async (category, effect) => {
		const sent = {
			timestamp: 1_485_797_534_721,
			webhookEvent: 'jira:issue_updated',
			issue_event_type_name: 'issue_generic',
			issue: issue(category),
			changelog: { items: [{ field: 'status', fromString: 'To Do' }] },
		};
		const { event } = await signing('Jira Service Management')(sent);
		expect(event.conversation).toMatchObject({ key: 'custom:TALK-132', effect });
	});

	it('refuses what is not signed by it', async () => {
		const { status } = await signing('Jira Service Management')(comment({}), 'another secret');
		expect(status).toBe(401);
	});
});

describe('Custom for Freshdesk', () => {
	const printed = /```json\n([^]*?)```/.exec(recipe('Freshdesk'))![1];
	/** As Freshdesk fills in the content of an automation: fit for JSON. */
	const filled = (content: string, values: Record<string, string>) =>
		content.replace(/\{\{([\w.]+)\}\}/g, (_, name: string) =>
			JSON.stringify(values[name]).slice(1, -1),
		);
	const values = {
		'ticket.id': '11',
		'ticket.subject': 'Test ticket subject ☃',
		'ticket.description': '<div>Dzień dobry, "od rana" nie mogę się zalogować.</div>\n\n',
		'ticket.latest_public_comment': '<div dir="ltr">test note</div>',
		'ticket.contact.name': 'Requester ☃ Bob',
		'ticket.priority': 'High',
		'ticket.url': 'http://test1234zzz.freshdesk.com/helpdesk/tickets/11',
	};
	const rules = {
		created: printed,
		customerReplied: printed.replace('ticket.description', 'ticket.latest_public_comment'),
		agentReplied: printed.replace('"waiting"', '"replied"'),
	};

	async function send(content: string, secret = SECRET) {
		const trigger = new TestTrigger(new ServiceEventTrigger(), {
			parameters: {
				source: 'custom',
				authentication: 'header',
				headerName: /\(`([\w-]+)`\)/.exec(recipe('Freshdesk'))![1],
				...parametersOf('Freshdesk'),
			},
			credential: { secret: SECRET },
		});
		const headers = { 'Content-Type': 'application/json', 'X-Webhook-Secret': secret };
		const { status } = await trigger.send({ headers, body: filled(content, values) });
		return { status, event: (await trigger.stored())[0] };
	}

	it('opens with a ticket', async () => {
		expect((await send(rules.created)).event).toMatchObject({
			conversation: { key: 'custom:11', effect: 'opens', status: 'waiting' },
			severity: 'critical',
			title: 'Test ticket subject ☃',
			text: expect.stringMatching(/^Dzień dobry, "od rana" nie mogę się zalogować\.\s*$/),
			url: 'http://test1234zzz.freshdesk.com/helpdesk/tickets/11',
			visitor: { name: 'Requester ☃ Bob' },
		});
	});

	it('opens with a reply of the customer, and ends with one of an agent', async () => {
		expect((await send(rules.customerReplied)).event).toMatchObject({
			conversation: { effect: 'opens' },
			text: 'test note',
		});
		expect((await send(rules.agentReplied)).event).toMatchObject({
			kind: 'message.replied',
			conversation: { key: 'custom:11', effect: 'ends' },
		});
	});

	it('refuses what does not know the secret', async () => {
		expect((await send(rules.created, 'another secret')).status).toBe(401);
	});
});
