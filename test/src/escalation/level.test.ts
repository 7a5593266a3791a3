import { levelIndex } from '../../../src/escalation/level';

const levels = [
	{ name: 'Manager', fromPush: 4 },
	{ name: 'Lead', fromPush: 3 },
];

test.each([
	[1, -1],
	[2, -1],
	[3, 1],
	[4, 0],
	[99, 0],
])('push %s is at position %s of levels in any order', (pushNumber, index) => {
	expect(levelIndex(levels, pushNumber)).toBe(index);
});

test('of two that begin at the same push, the last one has it', () => {
	const same = [
		{ name: 'a', fromPush: 2 },
		{ name: 'b', fromPush: 2 },
	];
	expect(levelIndex(same, 2)).toBe(1);
});

test('without levels there is level 1 only', () => {
	expect(levelIndex([], 7)).toBe(-1);
});
