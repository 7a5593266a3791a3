import { homedir } from 'node:os';
import { join } from 'node:path';

/** The embedded store's file: in n8n's user folder, beside n8n's own database. */
export function storeFile(environment: NodeJS.ProcessEnv = process.env): string {
	const home = environment.N8N_USER_FOLDER ?? homedir();
	return join(home, '.n8n', 'until-replied.sqlite');
}

/** Whether n8n runs its executions in worker processes, where an embedded store cannot be shared. */
export function isQueueMode(environment: NodeJS.ProcessEnv = process.env): boolean {
	return environment.EXECUTIONS_MODE === 'queue';
}
