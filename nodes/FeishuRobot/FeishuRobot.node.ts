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
import { feishuAccess } from './access';
import { sendMessage } from './message';
import { writerOf } from './parameters';
import { properties } from './properties';

export class FeishuRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Robot',
		name: 'feishuRobot',
		icon: { light: 'file:../../icons/feishu.svg', dark: 'file:../../icons/feishu.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle:
			'={{ $parameter["operation"] === "sendMessage" ? $parameter["messageType"] : "notification" }}',
		description: 'Send messages to a Feishu (飞书) or Lark group by its custom bot',
		defaults: { name: 'Feishu Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'feishuRobotApi', required: true }],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const access = await feishuAccess(this);
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
