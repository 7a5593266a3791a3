import { ExplainedError } from '../../explainedError';
import type { Language } from '../../words/language';
import { digestInParts } from '../notification/digest';
import type { Notification } from '../notification/notification';
import type { Named } from '../sending/outgoingQueue';
import type { RateLimiter } from '../sending/rateLimiter';
import type { Writing } from './robotDesign';

/** Messages of a digest, at most, whatever the rate of the platform. */
const MOST_MESSAGES = 100;

export interface DeliveryOptions<Result> {
	rateLimiter: RateLimiter;
	write: Writing['write'];
	language: Language;
	/** ms since 1970. */
	deadline: number;
	/** @param told what the bodies tell of. @throws {ExplainedError} also where the deadline passes. */
	send(bodies: object[], told: Notification[]): Promise<Result>;
}

/**
 * Sends one notification, or several as a digest: in as many messages as the
 * platform takes until the deadline. Those for which there is no time are left
 * out, and the last message says how many they are.
 */
export async function* deliverNotifications<Result>(
	notifications: Notification[],
	{ rateLimiter, write, language, deadline, send }: DeliveryOptions<Result>,
): AsyncGenerator<Named<Result>, void> {
	const [only, ...others] = notifications;
	if (others.length === 0) {
		yield { result: await send(write(only), notifications), count: 1 };
		return;
	}
	// The first one is waited for, whenever it has its turn.
	const room = Math.max(1, await rateLimiter.roomUntil(deadline, MOST_MESSAGES));
	const parts = digestInParts(notifications, language, room, (notification, index) =>
		isWritten(() => write(notification, { isContinued: index > 0, mustFit: true })),
	);
	for (const [index, { entries, notification }] of parts.entries()) {
		const writePart = (isLast: boolean) => write(notification(isLast), { isContinued: index > 0 });
		const bodies = writePart(index === parts.length - 1);
		const left = await rateLimiter.roomUntil(deadline, MOST_MESSAGES);
		const isCutShort = index < parts.length - 1 && left <= bodies.length;
		try {
			const result = await send(isCutShort ? writePart(true) : bodies, entries);
			yield { result, count: entries.length };
		} catch (error) {
			// Nobody has read of those who come next, and they are not lost.
			if (index > 0 && isForNow(error)) return;
			throw error;
		}
		if (isCutShort) return;
	}
}

/** Whether it was refused for its rate, and will be taken later. */
function isForNow(error: unknown): boolean {
	return error instanceof ExplainedError && error.isTemporary && !error.isUncertain;
}

function isWritten(write: () => object[]): boolean {
	try {
		write();
		return true;
	} catch (error) {
		if (error instanceof ExplainedError) return false;
		throw error;
	}
}
