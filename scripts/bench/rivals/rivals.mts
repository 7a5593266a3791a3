import { createRequire } from 'node:module';
import { join } from 'node:path';

import { cachedInstallation } from '../../../test/support/n8n/cachedInstallation.mts';
import { root } from '../../../test/support/repository/root.mts';

/** What a rival's package exports: its types are not here, since it is installed only for the benchmark. */
type Exports = Record<string, any>;

export interface Rivals {
	bullMq: Exports;
	ioRedis: Exports;
	pgBoss: Exports;
	graphileWorker: Exports;
}

/** The job queues of the manifest beside this file, installed where they are missing. */
export async function rivals(tell: (line: string) => void): Promise<Rivals> {
	const folder = await cachedInstallation(
		{
			folder: join(root, 'scripts', 'bench', 'rivals'),
			name: 'rivals',
			duration: 'half a minute',
			compiled: [],
			needs: 'the npm registry',
		},
		tell,
	);
	const exportsOf: (name: string) => Exports = createRequire(join(folder, 'package.json'));
	return {
		bullMq: exportsOf('bullmq'),
		ioRedis: exportsOf('ioredis'),
		pgBoss: exportsOf('pg-boss'),
		graphileWorker: exportsOf('graphile-worker'),
	};
}
