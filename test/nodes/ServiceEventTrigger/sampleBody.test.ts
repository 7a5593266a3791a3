import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type ILoadOptionsFunctions, type INodeTypes } from 'n8n-workflow';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { triggerNode } from '../../support/nodes/webhookContext.mts';

const type = new ServiceEventTrigger();
const { searchSample } = type.methods.listSearch;
const { previewSample } = type.methods.loadOptions;

/** What the editor gives a method: the parameters as they stand in the panel, with n8n's own context. */
function inPanel(parameters: Record<string, unknown>, path = 'conversationKey') {
	const node = triggerNode({}, false);
	const nodeTypes = { getByNameAndVersion: () => type } as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const currentNodeParameters = { source: 'custom', ...parameters };
	const additionalData = { currentNodeParameters } as never;
	return new LoadOptionsContext(workflow, node, additionalData, path) as ILoadOptionsFunctions;
}

const located = (value: unknown, mode = 'list') => ({ __rl: true, mode, value });

// Freshdesk, "Webhook in automation rules"; Jira, "Webhooks"; a form of a survey: names as they come.
const sample = JSON.stringify({
	freshdesk_webhook: { ticket_id: 1790000000000000001n.toString(), 'ticket.status': 'Open' },
	messages: [
		{ text: 'Is anybody\nthere?', at: 1765439652 },
		{ text: '<b>Hello</b>', at: 1765439700 },
	],
	customer: { name: 'Li Lei', vip: true, phone: null },
});

describe('the list of a field', () => {
	const listed = async (sampleBody: unknown, filter?: string, token?: string) =>
		await searchSample.call(inPanel({ sampleBody }), filter, token);

	it('has the paths of the sample, with what stands there', async () => {
		expect(await listed(sample)).toEqual({
			results: [
				{
					name: 'freshdesk_webhook.ticket_id = "1790000000000000001"',
					value: 'freshdesk_webhook.ticket_id',
				},
				{
					name: 'freshdesk_webhook["ticket.status"] = "Open"',
					value: 'freshdesk_webhook["ticket.status"]',
				},
				...['0', '1', '-1'].flatMap((place) => [
					{
						name: `messages.${place}.text = ${place === '0' ? '"Is anybody\\nthere?"' : '"<b>Hello</b>"'}`,
						value: `messages.${place}.text`,
					},
					{
						name: `messages.${place}.at = ${place === '0' ? 1765439652 : 1765439700}`,
						value: `messages.${place}.at`,
					},
				]),
				{ name: 'customer.name = "Li Lei"', value: 'customer.name' },
				{ name: 'customer.vip = true', value: 'customer.vip' },
				{ name: 'customer.phone = null', value: 'customer.phone' },
			],
		});
	});

	it('is searched, and comes in pages', async () => {
		const { results } = await listed(sample, 'vip');
		expect(results).toEqual([{ name: 'customer.vip = true', value: 'customer.vip' }]);
		const many = JSON.stringify(Object.fromEntries(Array.from({ length: 150 }, (_, n) => [n, n])));
		const first = await listed(many);
		expect(first).toMatchObject({ results: { length: 100 }, paginationToken: '100' });
		const rest = await listed(many, '', String(first.paginationToken));
		expect(rest).toMatchObject({ results: { length: 50 } });
		expect(rest.paginationToken).toBeUndefined();
	});

	it('tells on its last page that it has not all fields', async () => {
		const long = { ['n'.repeat(600)]: 1, b: 2 };
		expect(await listed(JSON.stringify(long))).toEqual({
			results: [
				{ name: 'b = 2', value: 'b' },
				{ name: expect.stringContaining('By Path'), value: '' },
			],
		});
	});

	it.each<[string, unknown, RegExp]>([
		['missing', '', /Sample Body is empty\. Paste .*By Path/],
		['not there', undefined, /Sample Body is empty\. Paste .*By Path/],
		['no JSON', "{'id': 42}", /Sample Body is not JSON.*double quotes/],
		['no object', '42', /no fields/],
	])('says what to do where the sample is %s', async (_, sampleBody, words) => {
		await expect(listed(sampleBody)).rejects.toThrow(words);
	});
});

describe('the preview', () => {
	const preview = async (parameters: object) => {
		const lines = await previewSample.call(inPanel({ sampleBody: sample, ...parameters }));
		expect(lines[0].value).toBe('event');
		expect(new Set(lines.map(({ value }) => value)).size).toBe(lines.length);
		return lines.map(({ name }) => name);
	};
	const mapped = {
		conversationKey: located('freshdesk_webhook.ticket_id'),
		text: located('messages.-1.text'),
		time: located('messages[-1].at', 'path'),
		status: located('freshdesk_webhook["ticket.status"]'),
		repliedStatuses: 'closed, resolved',
		moreFields: { visitorName: located('customer.name') },
	};

	it('is the event that the sample would be', async () => {
		expect(await preview(mapped)).toEqual(
			expect.arrayContaining([
				'Opens the conversation custom:1790000000000000001',
				'Conversation key: custom:1790000000000000001',
				'Effect: opens',
				'Kind: message.unreplied',
				'Text: <b>Hello</b>',
				'Time: 2025-12-11T07:55:00.000Z',
				'Status: Open',
				'Visitor: Li Lei',
			]),
		);
		expect((await preview(mapped)).join()).not.toContain('Note');
	});

	it('follows the fields', async () => {
		const [closed] = await preview({ ...mapped, repliedStatuses: 'OPEN' });
		expect(closed).toBe('Ends the conversation custom:1790000000000000001');
		const waiting = { moreFields: { waitingStatuses: 'pending' } };
		const [other] = await preview({ ...mapped, ...waiting });
		expect(other).toBe('Continues the conversation custom:1790000000000000001');
		expect(await preview({ ...mapped, time: located('') })).toContain('Time: of arrival');
	});

	it('says what is missing', async () => {
		expect((await preview({}))[0]).toMatch(/^Conversation Key is empty\./);
		const wrong = { conversationKey: located('ticket.id', 'path') };
		expect((await preview(wrong))[0]).toMatch(/^"ticket\.id" contains no text\./);
		const lines = await preview({
			...mapped,
			text: located('messages.9.text'),
			time: located('customer.name'),
			moreFields: {
				url: located('customer.name'),
				severity: located('customer.vip'),
				title: located('messages'),
				visitorId: located('customer.phone'),
				eventId: located('nothing'),
			},
		});
		const note = lines.find((line) => line.startsWith('Note: '));
		for (const gap of [
			'Event ID (nothing) is missing.',
			'Text (messages.9.text) is missing.',
			'Link (customer.name) is no web address.',
			'Severity (customer.vip) is no known severity.',
			'Title (messages) is a list or an object.',
			'Visitor ID (customer.phone) is empty.',
			'The time of this event cannot be read',
		]) {
			expect(note).toContain(gap);
		}
	});

	it('leaves expressions to the request', async () => {
		const lines = await preview({
			conversationKey: located('={{ $json.body.chat.id }}'),
			// What the editor sends of an expression that it cannot evaluate.
			text: located(null),
			time: '={{ $json.body.at }}',
			moreFields: { eventId: located('={{ $json.headers["x-id"] }}') },
		});
		expect(lines[0]).toBe('Opens the conversation custom:(expression)');
		expect(lines).toEqual(
			expect.arrayContaining(
				['Conversation Key', 'Text', 'Time', 'Event ID'].map(
					(name) => `${name}: an expression, evaluated when a request arrives`,
				),
			),
		);
	});

	it('is of any source whose bodies the user describes', async () => {
		const [line] = await preview({ ...mapped, source: 'dceUsers', messageBody: 'own' });
		expect(line).toBe('Opens the conversation dceUsers:1790000000000000001');
	});

	it('says what is wrong with the sample, and is never empty', async () => {
		expect(await preview({ sampleBody: '{id' })).toEqual([
			expect.stringMatching(/^Sample Body is not JSON/),
		]);
		expect(await preview({ sampleBody: undefined })).toEqual([expect.stringMatching(/empty/)]);
	});
});
