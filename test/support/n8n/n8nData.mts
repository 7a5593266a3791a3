import { join } from 'node:path';

import { N8nApi } from './n8nApi.mts';
import { N8nProcess } from './n8nProcess.mts';

/**
 * What n8n keeps after its first start: its tables, made by some hundred
 * migrations, its key and its owner. A test that begins with a copy starts in
 * two thirds of the time.
 */
export async function makeN8nData(
	n8n: { installation: string; env: NodeJS.ProcessEnv },
	userFolder: string,
): Promise<string> {
	const first = await N8nProcess.start({ ...n8n, userFolder });
	try {
		await new N8nApi(first.url).logIn();
	} finally {
		await first.stop();
	}
	return join(userFolder, '.n8n');
}
