import { MINUTE, SECOND } from '../../time/duration';
import type { RateLimit, Platform } from '../sending/platform';
import { readApiResponse, readWebhookResponse } from './response';

/** "Generally allow posting one message per second per channel" ("Rate limits", docs.slack.dev). */
const limits: RateLimit[] = [{ count: 1, interval: SECOND, isOfGroup: true }];

/** users.lookupByEmail and conversations.open are each of "Tier 3: 50+ per minute", for each token ("Rate limits"). */
export const slackQuestions: RateLimit[] = [{ count: 50, interval: MINUTE }];

/** A message that is changed twice is what it was changed to. */
export const SLACK_UPDATE_PATH = '/chat.update';
/** What is open stays so. */
export const SLACK_OPEN_PATH = '/conversations.open';

export const slackWebhook: Platform = {
	name: 'Slack',
	limits,
	isIdempotent: false,
	readResponse: readWebhookResponse,
};

export const slackBot: Platform = {
	name: 'Slack',
	limits,
	isIdempotent: false,
	repeatable: [SLACK_UPDATE_PATH, SLACK_OPEN_PATH],
	readResponse: readApiResponse,
};
