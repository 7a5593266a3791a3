import { slackErrors } from '../../../src/robots/slack/errors.ts';
import { slackNotification } from '../../../src/robots/slack/notification.ts';
import { charactersOf } from '../fakeSlack.mts';
import { readSlack } from '../groupView/slack.mts';
import { slackMessage } from '../schemas/slack.mts';
import { common, type TestedPlatform } from './testedPlatform.mts';

export const slack: TestedPlatform = {
	name: 'slack',
	page: 'slack.md',
	errors: slackErrors,
	styles: ['blocks'],
	write: (notification, options = {}) =>
		slackNotification(notification, {
			...common(options),
			mentions: {
				ids: options.mentioned === 'one' ? ['U012AB3CD'] : [],
				broadcast: options.mentioned === 'everybody' ? 'channel' : 'none',
			},
		}),
	schema: slackMessage,
	read: readSlack,
	one: 'U012AB3CD',
	everybody: 'channel',
	limit: 13_000,
	size: (body) => charactersOf(body.blocks),
};
