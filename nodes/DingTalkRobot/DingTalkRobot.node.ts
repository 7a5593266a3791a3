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
import { dingTalkAccess } from './access';
import { dingTalkRobotTest } from './credentialTest';
import { sendMessage } from './message';
import { writerOf } from './parameters';
import { properties } from './properties';

export class DingTalkRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'DingTalk Robot',
		name: 'dingTalkRobot',
		icon: { light: 'file:../../icons/dingTalk.svg', dark: 'file:../../icons/dingTalk.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle:
			'={{ $parameter["operation"] === "sendMessage" ? $parameter["messageType"] : "notification" }}',
		description: 'Send messages to a DingTalk (钉钉) group by its custom robot',
		defaults: { name: 'DingTalk Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'dingTalkRobotApi', required: true, testedBy: 'dingTalkRobotTest' }],
		properties,
	};

	methods = { credentialTest: { dingTalkRobotTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const access = await dingTalkAccess(this);
		const session = new RobotSession(this, access);
		if (this.getNodeParameter('operation', 0) === 'sendMessage') {
			return [
				await sendMessages(
					this,
					session,
					async (item, deadline) => await sendMessage(this, session, item, deadline),
				),
			];
		}
		return [await sendNotifications(this, session, (item) => writerOf(this, item, access.keyword))];
	}
}
