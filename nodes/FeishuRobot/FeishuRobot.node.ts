import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { feishuChatList } from '../../src/robots/feishu/chatList';
import {
	feishuAppCredentialTest,
	feishuCredentialTest,
	feishuRobot,
} from '../../src/robots/feishu/robot';
import { chatSearch } from '../shared/robot/chatSearch';
import { testByResponse } from '../shared/robot/credentialTest';
import { runRobot } from '../shared/robot/robotNode';
import { robotSubtitle } from '../shared/robot/subtitle';
import { properties } from './properties';

export class FeishuRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Robot',
		name: 'feishuRobot',
		icon: { light: 'file:../../icons/feishu.svg', dark: 'file:../../icons/feishu.dark.svg' },
		group: ['output'],
		version: [1],
		// Beside a list of versions it keeps n8n from adding the operation "Custom API Call", which does nothing here.
		defaultVersion: 1,
		subtitle: robotSubtitle(properties),
		description: 'Send messages to a Feishu (飞书) or Lark group with its custom bot or an app',
		defaults: { name: 'Feishu Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{
				name: 'feishuRobotApi',
				required: true,
				testedBy: 'feishuRobotTest',
				displayOptions: { show: { authentication: ['webhook'] } },
			},
			{
				name: 'feishuAppApi',
				required: true,
				testedBy: 'feishuAppTest',
				displayOptions: { show: { authentication: ['app'] } },
			},
		],
		properties,
	};

	methods = {
		listSearch: { searchChats: chatSearch(feishuChatList, () => 'feishuAppApi') },
		credentialTest: {
			feishuAppTest: testByResponse(feishuAppCredentialTest),
			feishuRobotTest: testByResponse(feishuCredentialTest),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runRobot(this, feishuRobot);
	}
}
