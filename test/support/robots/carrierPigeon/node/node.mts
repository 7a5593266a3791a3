import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { testByResponse } from '../../../../../nodes/shared/robot/credentialTest.ts';
import { runRobot } from '../../../../../nodes/shared/robot/robotNode.ts';
import { robotSubtitle } from '../../../../../nodes/shared/robot/subtitle.ts';
import { pigeonCredentialTest, pigeonRobot } from '../robot/robot.mts';
import { properties } from './properties.mts';

export class CarrierPigeonRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Carrier Pigeon Robot',
		name: 'carrierPigeonRobot',
		icon: 'file:carrierPigeon.svg',
		group: ['output'],
		version: [1],
		defaultVersion: 1,
		subtitle: robotSubtitle(properties),
		description: 'Send letters to a loft by its pigeon',
		defaults: { name: 'Carrier Pigeon Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{ name: 'carrierPigeonRobotApi', required: true, testedBy: 'carrierPigeonRobotTest' },
		],
		properties,
	};

	methods = { credentialTest: { carrierPigeonRobotTest: testByResponse(pigeonCredentialTest) } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runRobot(this, pigeonRobot);
	}
}
