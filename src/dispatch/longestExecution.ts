import { MINUTE, SECOND } from '../time/duration';

/** For an execution that waited for a worker, or is just ending. */
const MARGIN = MINUTE;

/**
 * Milliseconds after which n8n has ended an execution, however it went: its
 * EXECUTIONS_TIMEOUT ("Environment variables, Executions"; seconds, -1 for
 * none). Undefined where n8n sets no limit.
 */
export function longestExecution(environment: NodeJS.ProcessEnv = process.env): number | undefined {
	const timeout = Number(environment.EXECUTIONS_TIMEOUT);
	return timeout > 0 ? timeout * SECOND + MARGIN : undefined;
}
