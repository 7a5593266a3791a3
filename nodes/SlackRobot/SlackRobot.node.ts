import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { RobotSession } from '../shared/robot/robotSession';
import { sendMessages } from '../shared/robot/sendMessages';
import { sendNotifications } from '../shared/robot/sendNotifications';
import { slackAccess } from './access';
import { slackWebhookTest } from './credentialTest';
import { sendMessage, updateMessage } from './message';
import { writerOf } from './parameters';
import { properties } from './properties';
import { uploadFile } from './upload';

const messageOperations = { sendMessage, updateMessage, uploadFile };

export class SlackRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Slack Robot',
		name: 'slackRobot',
		icon: { light: 'file:../../icons/slack.svg', dark: 'file:../../icons/slack.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle:
			'={{ $parameter["operation"] === "sendNotification" ? "notification" : $parameter["operation"] === "uploadFile" ? "upload" : $parameter["messageType"] }}',
		description: 'Send messages to a Slack channel by an incoming webhook or a bot',
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
				displayOptions: { show: { authentication: ['bot'] } },
			},
		],
		properties,
	};

	methods = { credentialTest: { slackWebhookTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const access = await slackAccess(this);
		const session = new RobotSession(this, access);
		const operation = this.getNodeParameter('operation', 0) as string;
		if (operation in messageOperations) {
			const work = messageOperations[operation as keyof typeof messageOperations];
			return [
				await sendMessages(
					this,
					session,
					async (item, deadline) => await work(this, session, access, item, deadline),
				),
			];
		}
		return [
			await sendNotifications(
				this,
				session,
				async (item) => await writerOf(this, session, access, item),
			),
		];
	}
}
