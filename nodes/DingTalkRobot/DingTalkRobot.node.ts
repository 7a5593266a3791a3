import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { dingTalkCredentialTest, dingTalkRobot } from '../../src/robots/dingTalk/robot';
import { testByResponse } from '../shared/robot/credentialTest';
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
		description: 'Send messages to a DingTalk (钉钉) group with its custom robot',
		defaults: { name: 'DingTalk Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'dingTalkRobotApi', required: true, testedBy: 'dingTalkRobotTest' }],
		properties,
	};

	methods = { credentialTest: { dingTalkRobotTest: testByResponse(dingTalkCredentialTest) } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runRobot(this, dingTalkRobot);
	}
}
