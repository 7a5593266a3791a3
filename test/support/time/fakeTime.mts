import fs from 'node:fs';
import timers from 'node:timers/promises';

import { closeRuntime } from '../../../src/runtime/getRuntime.ts';
import { storeFolder } from '../store/storeFolder.mts';

/**
 * For tests of whole nodes: time that passes only when the test says so, and
 * an n8n user folder of its own with an empty store for each test.
 */
export function fakeTime(start: number): {
	folder: ReturnType<typeof storeFolder>;
	/** Lets time pass, with all timers and executions in between. */
	pass(milliseconds: number): Promise<void>;
} {
	const environment = { ...process.env };
	// The store is closed before its folder is removed: it may be making its copy.
	afterEach(async () => {
		// A clock that looks for what is due just now comes to its end.
		await jest.advanceTimersByTimeAsync(100);
		const closed = closeRuntime();
		await jest.advanceTimersByTimeAsync(10);
		await closed;
		jest.restoreAllMocks();
		jest.useRealTimers();
		process.env = environment;
	});
	const folder = storeFolder();
	beforeEach(() => {
		process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
		jest.useFakeTimers({
			now: start,
			doNotFake: ['nextTick', 'queueMicrotask', 'performance', 'hrtime'],
		});
		// The disk takes real time, which must not pass between two timers.
		jest.spyOn(fs, 'fdatasync').mockImplementation((descriptor, done) => {
			fs.fdatasyncSync(descriptor);
			done(null);
		});
		// Nor must the time in which the store waits for more callers.
		jest.spyOn(timers, 'setTimeout').mockImplementation(async () => await Promise.resolve());
	});
	return {
		folder,
		pass: async (milliseconds) => await jest.advanceTimersByTimeAsync(milliseconds),
	};
}
