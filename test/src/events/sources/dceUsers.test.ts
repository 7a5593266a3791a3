import { dceUsers } from '../../../../src/events/sources/dceUsers';
import {
	eventIn,
	eventRequest,
	eventsIn,
	problemIn,
	RECEIVED_AT,
} from '../../../support/sources/eventRequest.mts';
import { defaultBody, weComBody } from '../../../support/sources/dce.mts';

describe('the default body', () => {
	it.each([
		['create', 'user.created', 'opens', '2025-12-11T02:03:04.000Z'],
		['update', 'user.updated', 'opens', new Date(RECEIVED_AT).toISOString()],
		['delete', 'user.deleted', 'opens', new Date(RECEIVED_AT).toISOString()],
	])('with ?action=%s means %s', (action, kind, effect, occurredAt) => {
		const event = eventIn(dceUsers, { body: defaultBody, query: { action } });
		expect(event.notice).toBeUndefined();
		expect(event).toMatchObject({
			source: 'dceUsers',
			type: action,
			kind,
			occurredAt,
			conversation: { key: `dce:user:${defaultBody.id}:${action}`, effect },
			visitor: { id: defaultBody.id, name: '张 三' },
			text: expect.stringMatching(/^User \w+: 张 三$/),
			fields: expect.arrayContaining([{ name: 'email', value: 'zhang@example.com' }]),
		});
	});

	it.each([
		['login', 'user.loggedIn'],
		['logout', 'user.loggedOut'],
	])('with ?action=%s means %s, and nobody waits', (action, kind) => {
		expect(eventIn(dceUsers, { body: defaultBody, query: { action } })).toMatchObject({
			kind,
			conversation: undefined,
		});
	});

	it('may come in the query of a GET, or as a form', () => {
		const query = { ...defaultBody, action: 'create' };
		expect(eventIn(dceUsers, { method: 'GET', query })).toMatchObject({
			kind: 'user.created',
			visitor: { id: defaultBody.id },
		});
		const form = eventIn(dceUsers, {
			method: 'PUT',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams(defaultBody).toString(),
			query: { action: 'update' },
		});
		expect(form).toMatchObject({ kind: 'user.updated', visitor: { name: '张 三' } });
	});

	it('takes a variable that DCE did not fill in for none', () => {
		const body = { ...defaultBody, last_name: '{{$$.LastName$$}}', first_name: '' };
		expect(eventIn(dceUsers, { body })).toMatchObject({
			visitor: { name: 'zhangsan' },
			fields: expect.not.arrayContaining([expect.objectContaining({ name: 'last_name' })]),
		});
	});
});

describe('the action', () => {
	const kind = (options: object, settings = {}) =>
		eventIn(dceUsers, { body: defaultBody, ...options }, settings).kind;

	it('is looked for in the URL, a header, the body, and the node', () => {
		expect(kind({ query: { action: 'ACTION_DELETE' } })).toBe('user.deleted');
		expect(kind({ headers: { 'X-DCE-Action': 'login' } })).toBe('user.loggedIn');
		expect(kind({ body: { ...defaultBody, action: 'update' } })).toBe('user.updated');
		expect(kind({}, { userAction: 'create' })).toBe('user.created');
		expect(kind({ query: { action: 'login' } }, { userAction: 'create' })).toBe('user.loggedIn');
	});

	it('of the node counts more than that of a body, which names may write into', () => {
		const body = { ...defaultBody, action: 'login' };
		expect(kind({ body }, { userAction: 'create' })).toBe('user.created');
	});

	it('may be unknown; the event says how to tell', () => {
		expect(eventIn(dceUsers, { body: defaultBody, query: { action: 'dance' } })).toMatchObject({
			kind: 'other',
			notice: expect.stringContaining('?action=create'),
		});
	});
});

describe('a name that ends the template before its time', () => {
	it.each(['","id":"other', '","\\u0069d":"other', '","enabled":"","created_at":"'])(
		'%s makes a conversation of its own',
		(name) => {
			const body = JSON.stringify(defaultBody).replace('张', name);
			const event = eventIn(dceUsers, { body, query: { action: 'update' } });
			expect(event).toMatchObject({
				kind: 'user.updated',
				conversation: {
					key: expect.stringMatching(/^dce:text=[0-9a-f]{32}:update$/),
					effect: 'opens',
				},
				visitor: { id: undefined },
				notice: expect.stringContaining('appears twice'),
			});
		},
	);
});

test('JSON in a form is read as it is', () => {
	const form = new URLSearchParams({ payload: JSON.stringify(defaultBody) }).toString();
	const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
	for (const body of [form, `payload=${JSON.stringify(defaultBody)}`]) {
		expect(eventIn(dceUsers, { headers, body, query: { action: 'update' } })).toMatchObject({
			conversation: { key: `dce:user:${defaultBody.id}:update` },
		});
	}
});

describe('another body', () => {
	it('of a WeCom robot is understood as it is', () => {
		expect(eventIn(dceUsers, { body: weComBody, query: { action: 'create' } })).toMatchObject({
			source: 'dceUsers',
			kind: 'user.created',
			title: 'User created',
			text: 'zhangsan hello world',
			conversation: { effect: 'opens' },
		});
		expect(eventIn(dceUsers, { body: weComBody })).toMatchObject({ kind: 'notice' });
	});

	it('of a robot is of the action in the URL, though its text is the same', () => {
		const event = (action: string) => eventIn(dceUsers, { body: weComBody, query: { action } });
		expect(event('delete').id).not.toBe(event('create').id);
		expect(event('delete').conversation?.key).not.toBe(event('create').conversation?.key);
		expect(event('login').conversation).toBeUndefined();
	});

	it('of the administrator’s own design is read as the user says', () => {
		const mapping = {
			conversationKey: { path: 'person.uid' },
			parts: { visitorName: { path: 'person.name' }, text: { value: 'from an expression' } },
			repliedStatuses: [],
			waitingStatuses: [],
		};
		const body = { person: { uid: '7', name: 'zhangsan' } };
		expect(eventIn(dceUsers, { body }, { mapping })).toMatchObject({
			source: 'dceUsers',
			conversation: { key: 'dceUsers:7' },
			visitor: { name: 'zhangsan' },
			text: 'from an expression',
		});
	});

	it('that is empty tries the address: there is no event, and nothing is wrong', () => {
		expect(eventsIn(dceUsers, { method: 'GET' })).toEqual([]);
		expect(eventsIn(dceUsers, {})).toEqual([]);
		expect(eventsIn(dceUsers, { method: 'GET', query: { action: 'create' } })).toEqual([]);
		expect(eventsIn(dceUsers, { query: { action: 'create' } })).toEqual([]);
	});

	it.each<[string, unknown, string]>([
		['of nobody', { enabled: 'true' }, 'id'],
		['with an object for a variable', { ...defaultBody, email: {} }, 'email'],
		['that is a list', [], ''],
	])('%s is refused by the name of the field', (_, body, field) => {
		expect(problemIn(dceUsers, { body })).toMatchObject({
			field,
			advice: expect.stringContaining('DCE'),
		});
	});
});

describe('a delivery', () => {
	it('counts once a minute', () => {
		const id = (receivedAt: number, action = 'login') =>
			eventIn(dceUsers, { body: defaultBody, query: { action }, receivedAt }).id;
		expect(id(RECEIVED_AT + 59_000)).toBe(id(RECEIVED_AT));
		expect(id(RECEIVED_AT + 60_000)).not.toBe(id(RECEIVED_AT));
		expect(id(RECEIVED_AT, 'logout')).not.toBe(id(RECEIVED_AT));
	});
});

describe('recognising it', () => {
	it('goes by the seven fields or by the header', () => {
		const resemblance = (options: object) => dceUsers.resemblance(eventRequest(options));
		expect(resemblance({ body: defaultBody })).toBe(1);
		expect(resemblance({ method: 'GET', query: defaultBody })).toBe(1);
		expect(resemblance({ headers: { 'x-dce-action': 'create' }, body: weComBody })).toBe(1);
		expect(resemblance({ body: { id: 1, email: 'a@example.com' } })).toBeLessThan(0.5);
	});
});
