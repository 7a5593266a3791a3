import type { IDataObject } from 'n8n-workflow';

import { memberIds } from '../../src/robots/slack/memberIds';
import type { SlackMentions } from '../../src/robots/slack/mentions';
import { slackLookups } from '../../src/robots/slack/platform';
import { outgoingQueueOf } from '../../src/robots/sending/outgoingQueues';
import { textOf } from '../../src/robots/values';
import type { RobotItem } from '../shared/robot/robotItem';
import type { SlackAccess } from './access';

/** Who is mentioned. A bot finds the IDs of e-mail addresses; a webhook cannot ask. */
export async function mentionsOf(item: RobotItem<SlackAccess>): Promise<SlackMentions> {
	const ids: string[] = [];
	for (const user of item.mentioned('users')) {
		ids.push(user.includes('@') ? await idOf(user, item) : user);
	}
	const ranges = ['everyone', 'here', 'channel', 'none'] as const;
	return { ids, broadcast: item.choice('broadcast', 'Everybody', ranges, 'none', 'mention') };
}

/** Asks for every address of an execution once, whatever the answer. */
async function idOf(email: string, item: RobotItem<SlackAccess>): Promise<string> {
	const { isBot, asked } = item.access;
	if (!isBot) {
		throw item.error(
			'A webhook cannot mention by e-mail address',
			'Enter the member ID (U…), or authenticate with a bot token.',
		);
	}
	const answer = asked.get(email) ?? lookUp(email, item);
	asked.set(email, answer);
	return await answer;
}

async function lookUp(email: string, item: RobotItem<SlackAccess>): Promise<string> {
	const { account, platform } = item.access;
	const known = memberIds.idOf(account, email);
	if (known) return known;
	const { rateLimiter } = outgoingQueueOf(
		platform.name,
		`${account} users.lookupByEmail`,
		slackLookups,
	);
	const answer = await item.ask(
		{ method: 'GET', url: '/users.lookupByEmail', qs: { email } },
		rateLimiter,
	);
	const id = textOf((answer.user as IDataObject | undefined)?.id);
	memberIds.note(account, email, id);
	return id;
}
