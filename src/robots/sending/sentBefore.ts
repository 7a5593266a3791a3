import { RecentMap } from '../../recentMap';
import { HOUR } from '../../time/duration';

/**
 * What was sent a while ago, by its name, and by which execution. A reminder goes
 * to all robots of an output again when one of them failed; those that have sent
 * it need not. Of this process: after a crash nobody knows, and it is sent again.
 */
export const sentBefore = new RecentMap<string>({ keepFor: HOUR, most: 10_000 });
