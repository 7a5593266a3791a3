import { homedir } from 'node:os';
import { join } from 'node:path';

import { isQueueMode, storeFile } from '../../../src/store/location';

test('the store stands beside the database of n8n', () => {
	// n8n documentation, "Configuration methods": N8N_USER_FOLDER is where .n8n is made.
	expect(storeFile({ N8N_USER_FOLDER: '/data' })).toBe('/data/.n8n/until-replied.sqlite');
	expect(storeFile({})).toBe(join(homedir(), '.n8n/until-replied.sqlite'));
});

test.each([
	[undefined, false],
	['regular', false],
	['queue', true],
])('EXECUTIONS_MODE=%s is queue mode: %s', (mode, isQueue) => {
	expect(isQueueMode({ EXECUTIONS_MODE: mode })).toBe(isQueue);
});
