/** What n8n reaches its own database by, in a line of a stack. */
const BY_TYPEORM = /[\\/]@n8n[\\/]typeorm[\\/]/;
/**
 * Where the statement or its values are at fault, and would be again: classes 22,
 * 23, 42 and 54 of "PostgreSQL Error Codes"; "Result and Error Codes" of SQLite.
 */
const STATEMENT_AT_FAULT =
	/^(22|23|42|54)[0-9A-Z]{3}$|^SQLITE_(CONSTRAINT|ERROR|MISMATCH|RANGE|TOOBIG)/;

/**
 * Whether an execution has this error because n8n could not use its own
 * database. When n8n fails to save how an execution ended, that error takes the
 * place of the one that a node had (n8n-core, `WorkflowExecute`).
 */
export function isOwnDatabaseAway({ stack, code }: { stack?: string; code?: unknown }): boolean {
	return BY_TYPEORM.test(stack ?? '') && !STATEMENT_AT_FAULT.test(String(code));
}
