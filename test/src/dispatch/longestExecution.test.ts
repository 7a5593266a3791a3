import { longestExecution } from '../../../src/dispatch/longestExecution';
import { MINUTE } from '../../../src/time/duration';

test.each([
	[undefined, undefined],
	['', undefined],
	['-1', undefined],
	['never', undefined],
	['120', 3 * MINUTE],
])('EXECUTIONS_TIMEOUT=%s: %s ms', (timeout, longest) => {
	expect(longestExecution({ EXECUTIONS_TIMEOUT: timeout })).toBe(longest);
});
