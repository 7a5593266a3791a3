import { isLostConnection } from '../../src/store/postgres/errors';

/** What n8n reaches its own database by, in a line of a stack. */
const BY_TYPEORM = /[\\/]@n8n[\\/]typeorm[\\/]/;
/** "Result and Error Codes" of SQLite: where the file or the disk is at fault, not the statement. */
const SQLITE_IS_AWAY = /^SQLITE_(BUSY|CANTOPEN|FULL|IOERR|READONLY)/;

/**
 * Whether an execution has this error because n8n could not reach its own
 * database. When n8n fails to save how an execution ended, that error takes the
 * place of the one that a node had (n8n-core, `WorkflowExecute`).
 */
export function isOwnDatabaseAway(error: { stack?: string; code?: unknown }): boolean {
	if (!BY_TYPEORM.test(error.stack ?? '')) return false;
	return isLostConnection(error) || SQLITE_IS_AWAY.test(String(error.code));
}
