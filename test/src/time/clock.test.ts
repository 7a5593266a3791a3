import { systemClock } from '../../../src/time/clock';

beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2026, 0, 5) }));
afterEach(() => jest.useRealTimers());

test('tells the time of the machine', () => {
	expect(systemClock.now()).toBe(Date.UTC(2026, 0, 5));
});

test('sleeps as long as it is told', async () => {
	let isAwake = false;
	const nap = systemClock.sleep(5_000, new AbortController().signal).then(() => (isAwake = true));
	await jest.advanceTimersByTimeAsync(4_999);
	expect(isAwake).toBe(false);
	await jest.advanceTimersByTimeAsync(1);
	await nap;
	expect(isAwake).toBe(true);
});

test('wakes when it is called, and leaves no timer behind', async () => {
	const caller = new AbortController();
	const nap = systemClock.sleep(60_000, caller.signal);
	caller.abort();
	await nap;
	expect(jest.getTimerCount()).toBe(0);
});

test.each([0, -1])('does not sleep for %s ms', async (milliseconds) => {
	await systemClock.sleep(milliseconds, new AbortController().signal);
	expect(jest.getTimerCount()).toBe(0);
});

test('does not sleep after it was called', async () => {
	await systemClock.sleep(60_000, AbortSignal.abort());
	expect(jest.getTimerCount()).toBe(0);
});

test('sleeps until a time beyond what a timer of Node can hold, not shorter than that', async () => {
	let isAwake = false;
	void systemClock.sleep(2 ** 40, new AbortController().signal).then(() => (isAwake = true));
	await jest.advanceTimersByTimeAsync(86_400_000);
	expect(isAwake).toBe(false);
});
