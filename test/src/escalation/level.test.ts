import { levelIndex } from '../../../src/escalation/level';

const levels = [
	{ name: 'Manager', fromReminder: 4 },
	{ name: 'Lead', fromReminder: 3 },
];

test.each([
	[1, -1],
	[2, -1],
	[3, 1],
	[4, 0],
	[99, 0],
])('reminder %s is at position %s of levels in any order', (reminderNumber, index) => {
	expect(levelIndex(levels, reminderNumber)).toBe(index);
});

test('of two that begin at the same reminder, the last one has it', () => {
	const same = [
		{ name: 'a', fromReminder: 2 },
		{ name: 'b', fromReminder: 2 },
	];
	expect(levelIndex(same, 2)).toBe(1);
});

test('without levels there is level 1 only', () => {
	expect(levelIndex([], 7)).toBe(-1);
});
