import type { IDataObject } from 'n8n-workflow';

import type { SlackMentions } from '../../src/robots/slack/mentions';
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

async function idOf(email: string, item: RobotItem<SlackAccess>): Promise<string> {
	if (!item.access.isBot) {
		throw item.error(
			'A webhook cannot mention by e-mail address',
			'Enter the member ID (U…), or authenticate with a bot token.',
		);
	}
	const answer = await item.request({
		method: 'GET',
		url: '/users.lookupByEmail',
		qs: { email },
	});
	return textOf((answer.user as IDataObject | undefined)?.id);
}
