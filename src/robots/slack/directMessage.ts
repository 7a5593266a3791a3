import { MINUTE } from '../../time/duration';
import type { RobotItem } from '../design/item';
import { outgoingQueueOf } from '../sending/outgoingQueues';
import { textOf } from '../values';
import type { SlackAccess } from './access';
import { memberIdOf } from './memberIds';
import { SLACK_OPEN_PATH } from './platform';

/** conversations.open is of "Tier 3: 50+ per minute", for each token ("Rate limits"). */
const LIMITS = [{ count: 50, interval: MINUTE }];

/** The channel (`D…`) in which the bot writes to whoever has that e-mail address. An execution asks for it once. */
export async function directChannelOf(
	email: string,
	item: RobotItem<SlackAccess>,
): Promise<string> {
	const { asked } = item.access;
	const question = `${SLACK_OPEN_PATH} ${email}`;
	const answer = asked.get(question) ?? opened(email, item);
	asked.set(question, answer);
	return await answer;
}

async function opened(email: string, item: RobotItem<SlackAccess>): Promise<string> {
	const { account, platform } = item.access;
	const { rateLimiter } = outgoingQueueOf(platform.name, [`${account} ${SLACK_OPEN_PATH}`], LIMITS);
	const { channel } = await item.ask(
		{ url: SLACK_OPEN_PATH, body: { users: await memberIdOf(email, item) } },
		rateLimiter,
	);
	return textOf((channel as { id?: unknown } | undefined)?.id);
}
