import { boardFilterFrom, choicesOf, fits } from '../../../../src/web/board/filter';

const named = (project: string | null) => ({ project, agent: null });

test('of too many names the most frequent can be chosen, and it is told how many are left', () => {
	const many = Array.from({ length: 10_000 }, (_, n) => named(`project ${n}`));
	const frequent = [named('zoo'), named('zoo'), named('__proto__'), named('__proto__')];
	const { projects, agents, left } = choicesOf([...many, ...frequent]);
	expect(projects).toHaveLength(200);
	expect(projects).toEqual(expect.arrayContaining(['zoo', '__proto__']));
	expect(projects).toEqual(projects.toSorted((one, other) => one.localeCompare(other)));
	expect(agents).toEqual([]);
	expect(left).toEqual({ project: 10_002 - 200, agent: 0 });
});

test.each([
	['shop', 'shop', true],
	['\u202eshop', 'shop', true],
	['__proto__', '__proto__', true],
	['toString', 'shop', false],
	['*', 'shop', false],
	['', 'shop', true],
])('%j is passed by the filter that is chosen by it; %j by it: %s', (name, other, passes) => {
	const [project = ''] = choicesOf([named(name)]).projects;
	expect(fits(boardFilterFrom({ project }), named(name === '' ? other : name))).toBe(true);
	expect(fits(boardFilterFrom({ project }), named(other))).toBe(passes);
});
