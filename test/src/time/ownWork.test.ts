import { measureOwnWork } from '../../../src/time/ownWork';

test.each([
	['other programs keep the machine busy', { wall: 9_000, own: 40 }],
	['other threads of the process are busy', { wall: 40, own: 9_000 }],
])('counts no time in which %s', (_, { wall, own }) => {
	let [now, used] = [1_000, 500];
	jest.spyOn(performance, 'now').mockImplementation(() => now);
	jest.spyOn(process, 'cpuUsage').mockImplementation((before) => ({
		user: (used - 100) * 1_000 - (before?.user ?? 0),
		system: 100_000 - (before?.system ?? 0),
	}));
	const taken = measureOwnWork();
	now += wall;
	used += own;
	expect(taken()).toBe(40);
	jest.restoreAllMocks();
});
