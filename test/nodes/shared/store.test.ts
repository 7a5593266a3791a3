import fs, { chmodSync } from 'node:fs';
import type { IExecuteFunctions } from 'n8n-workflow';

import { runtimeOf } from '../../../nodes/shared/store';
import { closeRuntime } from '../../../src/runtime/getRuntime';
import { storeFile } from '../../../src/store/location';
import { fakeTime } from '../../support/time/fakeTime.mts';

fakeTime(Date.UTC(2026, 0, 5, 9));

test("what the store warns of is in n8n's log, once, however many nodes use it", async () => {
	const warn = jest.fn();
	const node = {
		getNode: () => ({ parameters: {} }),
		logger: { warn },
	} as unknown as IExecuteFunctions;
	await runtimeOf(node);
	await closeRuntime();
	chmodSync(storeFile(), 0o644);
	jest.spyOn(fs, 'chmodSync').mockImplementation(() => undefined);
	await runtimeOf(node);
	await runtimeOf(node);
	expect(warn.mock.calls).toEqual([[expect.stringContaining('Other users of this machine')]]);
});
