import type { RobotItem } from '../design/item';
import { outgoingQueueOf } from '../sending/outgoingQueues';
import { textOf } from '../values';
import { askedOnce, type SlackAccess } from './access';
import { memberIdOf } from './memberIds';
import { SLACK_OPEN_PATH, slackQuestions } from './platform';

/** The channel (`D…`) in which the bot writes to whoever has that e-mail address. An execution asks for it once. */
export async function directChannelOf(
	email: string,
	item: RobotItem<SlackAccess>,
): Promise<string> {
	const question = `${SLACK_OPEN_PATH} ${email}`;
	return await askedOnce(item.access, question, async () => await opened(email, item));
}

async function opened(email: string, item: RobotItem<SlackAccess>): Promise<string> {
	const { account, platform } = item.access;
	const { rateLimiter } = outgoingQueueOf(
		platform.name,
		[`${account} ${SLACK_OPEN_PATH}`],
		slackQuestions,
	);
	const { channel } = await item.ask(
		{ url: SLACK_OPEN_PATH, body: { users: await memberIdOf(email, item) } },
		rateLimiter,
	);
	return textOf((channel as { id?: unknown } | undefined)?.id);
}
