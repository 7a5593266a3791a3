import fc from 'fast-check';

import { ExplainedError } from '../../../../src/explainedError';
import { agentTableOf, rowsOf } from '../../../../src/robots/mentions/agentTable';
import { mentionAgents, type AssignedAgent } from '../../../../src/robots/mentions/assignedAgent';
import { NO_ENTRIES } from '../../../../src/robots/mentions/mentioned';

const read = {
	users(entry: string) {
		if (/^[a-z]+$/.test(entry)) return entry;
		throw new ExplainedError(`"${entry}" is nobody`, 'Ask.');
	},
	mobiles: (entry: string) => entry.replaceAll(' ', ''),
};

const setting = (rows: unknown[], part: Partial<AssignedAgent> = {}): AssignedAgent => ({
	table: agentTableOf(rows),
	whenUnknown: 'nobody',
	fallback: NO_ENTRIES,
	...part,
});

async function usersFor(name: string, rows: unknown[]): Promise<string[]> {
	const { mentioned } = await mentionAgents([{ name }], setting(rows), read);
	return mentioned.users;
}

const row = (name: unknown, users: unknown = 'li') => ({ name, users });

describe('a name is found', () => {
	it.each([
		['as it stands there', '王客服', '王客服'],
		['with blanks around it', '  Li Lei\u3000', '\u00a0Li Lei\n'],
		['in other letters', 'LI lei', 'li LEI'],
		['in Greek, which ends words with another letter', 'ΓΙΩΡΓΟΣ', 'γιωργος'],
		['in German, which has no large ß', 'Weiß', 'WEISS'],
		['in Cyrillic', 'Ёлкин', 'ёЛКИН'],
		['composed or not', 'Jos\u00e9', 'Jose\u0301'],
		['of Hangul in syllables or in letters', '\uac00', '\u1100\u1161'],
		['which is a number', '1001', 1001],
		['which every object inherits something of', 'constructor', 'constructor'],
		['with what separates names in it', 'Smith, John', 'smith, john'],
		['that is an emoji', '👩‍💻', '👩‍💻'],
	])('%s', async (_, said, inTable) => {
		expect(await usersFor(said, [row('somebody', 'other'), row(inTable)])).toEqual(['li']);
	});
});

describe('a name is whole', () => {
	it.each([
		['Li Lei', 'Li'],
		['Li', 'Li Lei'],
		['LiLei', 'Li Lei'],
		['Jose', 'José'],
		['ann', '@ann'],
		['toString', 'ann'],
		['__proto__', 'ann'],
		['', 'ann'],
		['   ', ''],
	])('%j is not %j', async (said, inTable) => {
		expect(await usersFor(said, [row(inTable)])).toEqual([]);
	});

	it('whatever somebody is called', async () => {
		const rows = [row('Li Lei'), row('王客服', 'wang'), row('all', 'everybody')];
		const names = new Set(['li lei', '王客服', 'all']);
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (name) => {
				const parts = name.split(/[,，、;；\r\n]/).map((part) => part.trim().toLowerCase());
				fc.pre(!parts.some((part) => names.has(part)));
				expect(await usersFor(name, rows)).toEqual([]);
			}),
		);
	});
});

describe('of an agent', () => {
	const rows = [row('Li Lei', 'li'), row('nick', 'n'), row('42', 'id')];

	it.each([
		[{ name: 'Li Lei', nickname: 'nick', id: '42' }, ['li']],
		[{ name: 'Unknown', nickname: 'Nick', id: '42' }, ['n']],
		[{ name: 'Unknown', id: '42' }, ['id']],
		[{ id: '7' }, []],
	])('%j is known by its first name that is in the table', async (agent, users) => {
		const { mentioned, notMentioned } = await mentionAgents([agent], setting(rows), read);
		expect(mentioned.users).toEqual(users);
		expect(notMentioned).toEqual(
			users.length > 0 ? [] : [{ agent: '7', reason: 'Not in the table of agents' }],
		);
	});
});

it('finds each of several who are named in one, and tells of those whom it does not', async () => {
	const rows = [row('李雷', 'li'), row('韩梅梅', 'han')];
	const said = { name: '李雷、韩梅梅，Nobody; Nobody else' };
	expect(await mentionAgents([said], setting(rows), read)).toEqual({
		mentioned: { users: ['li', 'han'], mobiles: [], roles: [], everybody: false },
		notMentioned: [
			{ agent: 'Nobody', reason: 'Not in the table of agents' },
			{ agent: 'Nobody else', reason: 'Not in the table of agents' },
		],
	});
});

it('takes a text of very many names for one, and shows its beginning', async () => {
	const said = { name: 'Li,'.repeat(100_000) };
	const { mentioned, notMentioned } = await mentionAgents([said], setting([row('Li')]), read);
	expect(mentioned.users).toEqual([]);
	expect(notMentioned).toHaveLength(1);
	expect(notMentioned[0].agent!.length).toBeLessThanOrEqual(200);
});

it('mentions all who are called the same, each once', async () => {
	const rows = [row('小王', 'a, b'), row('小王', 'b;c'), row('小王', ['d', 'a'])];
	expect(await usersFor('小王', rows)).toEqual(['a', 'b', 'c', 'd']);
});

describe('what a table gives', () => {
	it.each<[string, unknown, object]>([
		['items of n8n', [{ json: row('Li'), pairedItem: { item: 0 } }], { users: ['li'] }],
		['one row alone', row('Li'), { users: ['li'] }],
		['columns in other letters', [{ ' Name ': 'Li', USER: 'li' }], { users: ['li'] }],
		[
			'a row of a data table, which has an id of its own',
			[{ id: 7, createdAt: '2026-01-01', name: 'Li', users: 'li' }],
			{ users: ['li'] },
		],
		['a mobile as a number', [{ name: 'Li', mobile: 13800001111 }], { mobiles: ['13800001111'] }],
		[
			'mobiles with blanks in them',
			[{ name: 'Li', mobiles: '138 0000 1111, +86 139 0000 2222' }],
			{ mobiles: ['13800001111', '+8613900002222'] },
		],
		['rows without a name', [{}, { users: 'x' }, row(null, 'x'), row('Li')], { users: ['li'] }],
	])('%s', async (_, given, expected) => {
		const { mentioned } = await mentionAgents([{ name: 'Li' }], setting(rowsOf(given)), read);
		expect(mentioned).toEqual({ users: [], mobiles: [], roles: [], everybody: false, ...expected });
	});

	it.each([undefined, null, '', []])('nothing: %j', (given) => {
		expect(rowsOf(given)).toEqual([]);
	});

	it.each<[string, unknown, string]>([
		['a text', 'Li Lei', 'not a list of rows'],
		['a number', 7, 'not a list of rows'],
		['a list of texts', ['Li Lei'], 'Row 1 of the agents is not an object'],
		['lists in a list', [row('Li'), [row('Han')]], 'Row 2 of the agents is not an object'],
		['too many', Array.from({ length: 10_001 }, () => row('Li')), 'more than 10000 rows'],
	])('no rows: %s', (_, given, why) => {
		expect(() => agentTableOf(rowsOf(given))).toThrow(why);
	});

	it('a number that has lost its last digits, which would be those of somebody else', async () => {
		// 16 digits, then what a spreadsheet makes of the rest.
		const rows = [{ name: 'Li', users: Number('123456789012345678') }];
		const { mentioned, notMentioned } = await mentionAgents([{ name: 'Li' }], setting(rows), read);
		expect(mentioned.users).toEqual([]);
		expect(notMentioned).toEqual([{ agent: 'Li', reason: 'No users or mobiles to mention' }]);
	});
});

describe('somebody whom the platform does not know', () => {
	it('keeps nobody else from being mentioned, and is told of', async () => {
		const rows = [row('Li', 'li, Lei!'), row('Han', 'han')];
		const agents = [{ name: 'Li' }, { name: 'Han' }];
		expect(await mentionAgents(agents, setting(rows), read)).toMatchObject({
			mentioned: { users: ['li', 'han'] },
			notMentioned: [{ agent: 'Li', user: 'Lei!', reason: '"Lei!" is nobody' }],
		});
	});

	it('is no reason to go on where something else is broken', async () => {
		const broken = { users: () => Promise.reject(new TypeError('a bug')) };
		await expect(mentionAgents([{ name: 'Li' }], setting([row('Li')]), broken)).rejects.toThrow(
			'a bug',
		);
	});
});

describe('where nobody is found', () => {
	const fallback = { users: ['boss', 'No!'], mobiles: [], roles: [] };
	const unknown = { agent: 'X', reason: 'Not in the table of agents' };

	it.each<[Array<{ name: string }>, Partial<AssignedAgent>, object, object[]]>([
		[[{ name: 'X' }], {}, {}, [unknown]],
		[[{ name: 'X' }], { whenUnknown: 'everybody' }, { everybody: true }, [unknown]],
		[
			[{ name: 'X' }],
			{ whenUnknown: 'fallback', fallback },
			{ users: ['boss'] },
			[unknown, { user: 'No!', reason: '"No!" is nobody' }],
		],
		[[], { whenUnknown: 'everybody' }, { everybody: true }, []],
		[
			[{ name: 'Bad' }],
			{ whenUnknown: 'everybody' },
			{ everybody: true },
			[{ agent: 'Bad', user: 'B!', reason: '"B!" is nobody' }],
		],
		[[{ name: 'X' }, { name: 'Li' }], { whenUnknown: 'everybody' }, { users: ['li'] }, [unknown]],
		[[], { whenUnknown: 'fallback' }, {}, [{ reason: 'No users or mobiles to mention' }]],
	])('%j by %j', async (agents, part, expected, notMentioned) => {
		const rows = [row('Li'), row('Bad', 'B!')];
		expect(await mentionAgents(agents, setting(rows, part), read)).toEqual({
			mentioned: { users: [], mobiles: [], roles: [], everybody: false, ...expected },
			notMentioned,
		});
	});
});
