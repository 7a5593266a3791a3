import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { dingTalkAppName } from '../../src/chatApps/dingTalk/app';
import { dingTalkAppOf } from '../../src/robots/dingTalk/address';
import {
	dingTalkAppCredentialTest,
	dingTalkCredentialTest,
	dingTalkRobot,
} from '../../src/robots/dingTalk/robot';
import { testByResponse } from '../shared/robot/credentialTest';
import { knownChatSearch } from '../shared/robot/knownChats';
import { runRobot } from '../shared/robot/robotNode';
import { robotSubtitle } from '../shared/robot/subtitle';
import { properties } from './properties';

export class DingTalkRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'DingTalk Robot',
		name: 'dingTalkRobot',
		icon: { light: 'file:../../icons/dingTalk.svg', dark: 'file:../../icons/dingTalk.dark.svg' },
		group: ['output'],
		version: [1],
		// Beside a list of versions it keeps n8n from adding the operation "Custom API Call", which does nothing here.
		defaultVersion: 1,
		subtitle: robotSubtitle(properties),
		description: 'Send messages to a DingTalk (钉钉) group with its custom robot or an app',
		defaults: { name: 'DingTalk Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{
				name: 'dingTalkRobotApi',
				required: true,
				testedBy: 'dingTalkRobotTest',
				displayOptions: { show: { authentication: ['webhook'] } },
			},
			{
				name: 'dingTalkAppApi',
				required: true,
				testedBy: 'dingTalkAppTest',
				displayOptions: { show: { authentication: ['app'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: {
			dingTalkAppTest: testByResponse(dingTalkAppCredentialTest),
			dingTalkRobotTest: testByResponse(dingTalkCredentialTest),
		},
		listSearch: {
			searchChats: knownChatSearch({
				appOf: (fields) => dingTalkAppName(dingTalkAppOf(fields).clientId),
				credentialType: 'dingTalkAppApi',
				whenNone:
					'Nobody has written to the robot of this app in a group yet. Publish a workflow with a Chat Answer Trigger and this app, add its robot to the group, and write @robot hello there. Then open this list again. You can also choose By ID and enter it.',
			}),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runRobot(this, dingTalkRobot);
	}
}
