/*
 * How what is due is put into executions. An execution costs n8n as much as
 * many items do.
 */

/** Up to this many go out one to an execution, each with a history of its own. */
export const FEW = 5;
export const MOST_IN_ONE_EXECUTION = 500;
/** Of one node. */
export const EXECUTIONS_AT_ONCE = 5;
/** Milliseconds that an event waits at most for others to share an execution with, where many come. */
export const GATHER_EVENTS_FOR = 500;
