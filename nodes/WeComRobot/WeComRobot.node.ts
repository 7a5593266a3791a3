import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import type { WeComMediaType } from '../../src/robots/weCom/messages';
import { RobotSession } from '../shared/robot/robotSession';
import { sendMessages } from '../shared/robot/sendMessages';
import { sendNotifications } from '../shared/robot/sendNotifications';
import { weComAccess } from './access';
import { uploadMedia } from './media';
import { sendMessage } from './message';
import { writerOf } from './parameters';
import { properties } from './properties';

export class WeComRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeCom Robot',
		name: 'weComRobot',
		icon: { light: 'file:../../icons/weCom.svg', dark: 'file:../../icons/weCom.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle:
			'={{ $parameter["operation"] === "sendMessage" ? $parameter["messageType"] : $parameter["operation"] === "uploadMedia" ? "upload" : "notification" }}',
		description: 'Send messages to a WeCom (企业微信) group by its robot',
		defaults: { name: 'WeCom Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'weComRobotApi', required: true }],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const session = new RobotSession(this, await weComAccess(this));
		switch (this.getNodeParameter('operation', 0)) {
			case 'sendMessage':
				return [
					await sendMessages(
						this,
						session,
						async (item, deadline) => await sendMessage(this, session, item, deadline),
					),
				];
			case 'uploadMedia':
				return [
					await sendMessages(this, session, async (item, deadline) => {
						const type = this.getNodeParameter('mediaType', item) as WeComMediaType;
						return await uploadMedia(this, session, item, deadline, type);
					}),
				];
			default:
				return [await sendNotifications(this, session, (item) => writerOf(this, item))];
		}
	}
}
