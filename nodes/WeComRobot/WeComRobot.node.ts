import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { weComCredentialTest, weComRobot } from '../../src/robots/weCom/robot';
import { weComAppName } from '../../src/chatApps/weCom/app';
import { weComSmartRobotOf } from '../../src/robots/weCom/smartRobot/address';
import { weComSmartRobotTest } from '../../src/robots/weCom/smartRobot/credentialTest';
import { testByResponse } from '../shared/robot/credentialTest';
import { knownChatSearch } from '../shared/robot/knownChats';
import { runRobot } from '../shared/robot/robotNode';
import { robotSubtitle } from '../shared/robot/subtitle';
import { properties } from './properties';

export class WeComRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeCom Robot',
		name: 'weComRobot',
		icon: { light: 'file:../../icons/weCom.svg', dark: 'file:../../icons/weCom.dark.svg' },
		group: ['output'],
		version: [1],
		// Beside a list of versions it keeps n8n from adding the operation "Custom API Call", which does nothing here.
		defaultVersion: 1,
		subtitle: robotSubtitle(properties),
		description: 'Send messages to a WeCom (企业微信) group with its group robot or a smart robot',
		defaults: { name: 'WeCom Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{
				name: 'weComRobotApi',
				required: true,
				testedBy: 'weComRobotTest',
				displayOptions: { show: { authentication: ['webhook'] } },
			},
			{
				name: 'weComSmartRobotApi',
				required: true,
				testedBy: 'weComSmartRobotTest',
				displayOptions: { show: { authentication: ['smartRobot'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: {
			weComRobotTest: testByResponse(weComCredentialTest),
			weComSmartRobotTest: testByResponse(weComSmartRobotTest),
		},
		listSearch: {
			searchChats: knownChatSearch({
				appOf: (fields) => weComAppName(weComSmartRobotOf(fields)),
				credentialType: 'weComSmartRobotApi',
				whenNone:
					'Nobody has written to this robot yet. Publish a workflow with a Chat Answer Trigger and this robot, add the robot to the group, and mention it there. Then open this list again. You can also choose By ID and enter it.',
			}),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runRobot(this, weComRobot);
	}
}
