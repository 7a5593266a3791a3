import { SECOND } from '../../time/duration';
import type { RobotPlatform } from '../sending/robot';
import { readApiAnswer, readWebhookAnswer } from './answer';

/** "Generally allow posting one message per second per channel" ("Rate limits", docs.slack.dev). */
const limits = [{ count: 1, interval: SECOND }];

export const slackWebhook: RobotPlatform = {
	name: 'Slack',
	limits,
	isIdempotent: false,
	readAnswer: readWebhookAnswer,
};

export const slackBot: RobotPlatform = {
	name: 'Slack',
	limits,
	isIdempotent: false,
	readAnswer: readApiAnswer,
};
