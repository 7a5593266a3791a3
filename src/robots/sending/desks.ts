import { createHash } from 'node:crypto';

import { systemClock } from '../../time/clock';
import { RobotDesk } from './desk';
import type { RateLimit } from './robot';

/** One desk for each robot address in this process. */
const desks = new Map<string, RobotDesk>();

/** The desk of a robot, whoever asks for it. The address is kept as a hash only. */
export function deskOf(platform: string, address: string, limits: RateLimit[]): RobotDesk {
	for (const [key, desk] of desks) if (desk.lane.isForgettable) desks.delete(key);
	const key = createHash('sha256').update(`${platform}\n${address}`).digest('hex');
	const known = desks.get(key);
	if (known) return known;
	const desk = new RobotDesk(limits, systemClock);
	desks.set(key, desk);
	return desk;
}
