import { createHash } from 'node:crypto';

import { systemClock } from '../../time/clock';
import { OutgoingQueue } from './outgoingQueue';
import type { RateLimit } from './platform';

/** One queue for each robot address in this process. */
const queues = new Map<string, OutgoingQueue>();

/** The queue of a robot, whoever asks for it. The address is kept as a hash only. */
export function outgoingQueueOf(
	platform: string,
	address: string,
	limits: RateLimit[],
): OutgoingQueue {
	const key = createHash('sha256').update(`${platform}\n${address}`).digest('hex');
	const known = queues.get(key);
	if (known) return known;
	for (const [other, { rateLimiter }] of queues) {
		if (rateLimiter.isForgettable) queues.delete(other);
	}
	const queue = new OutgoingQueue(limits, systemClock);
	queues.set(key, queue);
	return queue;
}
