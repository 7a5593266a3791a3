import { createHash } from 'node:crypto';

import { RecentMap } from '../../recentMap';
import { systemClock } from '../../time/clock';
import { MINUTE } from '../../time/duration';
import type { RobotItem } from '../design/item';
import { outgoingQueueOf } from '../sending/outgoingQueues';
import { ExplainedError } from '../../explainedError';
import { textOf } from '../values';
import { askedOnce, type SlackAccess } from './access';
import { slackQuestions } from './platform';

/** By a hash of account and e-mail address: whose it is, as Slack said. It seldom changes, and every question counts. */
const known = new RecentMap<string>({ keepFor: 10 * MINUTE, most: 10_000 });

/** The member ID (`U…`) of an e-mail address. An execution asks for it once, whatever the answer. */
export async function memberIdOf(email: string, item: RobotItem<SlackAccess>): Promise<string> {
	if (!item.access.isBot) {
		throw new ExplainedError(
			'A webhook cannot mention people by email address',
			'Enter the member ID (U…), or use a bot token.',
		);
	}
	return await askedOnce(item.access, email, async () => await lookedUpId(email, item));
}

async function lookedUpId(email: string, item: RobotItem<SlackAccess>): Promise<string> {
	const { account, platform } = item.access;
	const key = createHash('sha256').update(`${account}\n${email.toLowerCase()}`).digest('hex');
	const knownId = known.get(key, systemClock.now());
	if (knownId !== undefined) return knownId;
	const { rateLimiter } = outgoingQueueOf(
		platform.name,
		[`${account} users.lookupByEmail`],
		slackQuestions,
	);
	const { user } = await item.ask(
		{ method: 'GET', url: '/users.lookupByEmail', qs: { email } },
		rateLimiter,
	);
	const id = textOf((user as { id?: unknown } | undefined)?.id);
	if (id !== '') known.set(key, id, systemClock.now());
	return id;
}
