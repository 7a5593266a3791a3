import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { slackChatList } from '../../src/robots/slack/chatList';
import {
	slackAppCredentialTest,
	slackBotCredentialTest,
	slackRobot,
	slackWebhookCredentialTest,
} from '../../src/robots/slack/robot';
import { chatSearch } from '../shared/robot/chatSearch';
import { testByResponse } from '../shared/robot/credentialTest';
import { runRobot } from '../shared/robot/robotNode';
import { robotSubtitle } from '../shared/robot/subtitle';
import { properties } from './properties';

export class SlackRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Slack Robot',
		name: 'slackRobot',
		icon: { light: 'file:../../icons/slack.svg', dark: 'file:../../icons/slack.dark.svg' },
		group: ['output'],
		version: [1],
		// Beside a list of versions it keeps n8n from adding the operation "Custom API Call", which does nothing here.
		defaultVersion: 1,
		subtitle: robotSubtitle(properties),
		description: 'Send messages to a Slack channel with an incoming webhook or a bot',
		defaults: { name: 'Slack Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{
				name: 'slackWebhookApi',
				required: true,
				testedBy: 'slackWebhookTest',
				displayOptions: { show: { authentication: ['webhook'] } },
			},
			{
				name: 'slackBotApi',
				required: true,
				testedBy: 'slackBotTest',
				displayOptions: { show: { authentication: ['bot'] } },
			},
			{
				name: 'slackAppApi',
				required: true,
				testedBy: 'slackAppTest',
				displayOptions: { show: { authentication: ['app'] } },
			},
		],
		properties,
	};

	methods = {
		listSearch: {
			searchChats: chatSearch(slackChatList, (authentication) =>
				authentication === 'app' ? 'slackAppApi' : 'slackBotApi',
			),
		},
		credentialTest: {
			slackAppTest: testByResponse(slackAppCredentialTest),
			slackBotTest: testByResponse(slackBotCredentialTest),
			slackWebhookTest: testByResponse(slackWebhookCredentialTest),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runRobot(this, slackRobot);
	}
}
