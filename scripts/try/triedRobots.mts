import type { ICredentialType, INodeParameters, INodeType } from 'n8n-workflow';

import { DingTalkRobotApi } from '../../credentials/DingTalkRobotApi.credentials.ts';
import { DiscordRobotApi } from '../../credentials/DiscordRobotApi.credentials.ts';
import { FeishuRobotApi } from '../../credentials/FeishuRobotApi.credentials.ts';
import { SlackWebhookApi } from '../../credentials/SlackWebhookApi.credentials.ts';
import { WeComRobotApi } from '../../credentials/WeComRobotApi.credentials.ts';
import { DingTalkRobot } from '../../nodes/DingTalkRobot/DingTalkRobot.node.ts';
import { DiscordRobot } from '../../nodes/DiscordRobot/DiscordRobot.node.ts';
import { FeishuRobot } from '../../nodes/FeishuRobot/FeishuRobot.node.ts';
import { SlackRobot } from '../../nodes/SlackRobot/SlackRobot.node.ts';
import { WeComRobot } from '../../nodes/WeComRobot/WeComRobot.node.ts';

/** A robot that can be tried by its address. */
export interface TriedRobot {
	node: INodeType;
	credential: ICredentialType;
	/** The field of the credential that takes the address. */
	addressField: string;
	/** Whether the credential has a signing secret and a keyword. */
	isSigned: boolean;
	/** What mentions all whom the platform can, or those who are online. */
	everybody: INodeParameters;
}

/** By the name that the command has for them. */
export const triedRobots: Readonly<Record<string, TriedRobot>> = {
	wecom: {
		node: new WeComRobot(),
		credential: new WeComRobotApi(),
		addressField: 'key',
		isSigned: false,
		everybody: { everybody: true },
	},
	feishu: {
		node: new FeishuRobot(),
		credential: new FeishuRobotApi(),
		addressField: 'webhook',
		isSigned: true,
		everybody: { everybody: true },
	},
	dingtalk: {
		node: new DingTalkRobot(),
		credential: new DingTalkRobotApi(),
		addressField: 'webhook',
		isSigned: true,
		everybody: { everybody: true },
	},
	slack: {
		node: new SlackRobot(),
		credential: new SlackWebhookApi(),
		addressField: 'url',
		isSigned: false,
		everybody: { broadcast: 'here' },
	},
	discord: {
		node: new DiscordRobot(),
		credential: new DiscordRobotApi(),
		addressField: 'webhook',
		isSigned: false,
		everybody: { everybody: 'here' },
	},
};
