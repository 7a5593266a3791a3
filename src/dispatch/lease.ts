import { SECOND } from '../time/duration';

/** How long a claim is valid unless it is renewed; how long an execution that died stays unnoticed at most. */
export const LEASE = 60 * SECOND;
