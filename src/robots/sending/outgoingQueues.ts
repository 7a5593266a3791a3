import { systemClock } from '../../time/clock';
import { OutgoingQueue } from './outgoingQueue';
import type { RateLimit } from './platform';
import { newRobot, type Robot } from './rateLimiter';
import { robotDigest } from './rateStore';

/** One queue for each list of robots in this process. */
const queues = new Map<string, { queue: OutgoingQueue; robots: Robot[] }>();

/** A robot that stands in several lists has one rate. */
const robots = new Map<string, Robot>();

/** The queue of the robots with these addresses, whoever asks for it. Addresses are kept as digests only. */
export function outgoingQueueOf(
	platform: string,
	addresses: string[],
	limits: RateLimit[],
): OutgoingQueue {
	const digests = addresses.map((address) => robotDigest(platform, address));
	const key = digests.join();
	const known = queues.get(key);
	if (known) return known.queue;
	forgetOld();
	const together = digests.map(robotOf);
	const queue = new OutgoingQueue(limits, systemClock, together);
	queues.set(key, { queue, robots: together });
	return queue;
}

function robotOf(digest: string): Robot {
	const robot = robots.get(digest) ?? newRobot(digest);
	robots.set(digest, robot);
	return robot;
}

function forgetOld(): void {
	for (const [key, { queue }] of queues) {
		if (queue.rateLimiter.isForgettable) queues.delete(key);
	}
	const inUse = new Set([...queues.values()].flatMap((known) => known.robots));
	for (const [digest, robot] of robots) {
		if (!inUse.has(robot)) robots.delete(digest);
	}
}
