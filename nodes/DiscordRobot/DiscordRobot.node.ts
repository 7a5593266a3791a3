import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { discordCredentialTest, discordRobot } from '../../src/robots/discord/robot';
import { testByResponse } from '../shared/robot/credentialTest';
import { runRobot } from '../shared/robot/robotNode';
import { robotSubtitle } from '../shared/robot/subtitle';
import { properties } from './properties';

export class DiscordRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Discord Robot',
		name: 'discordRobot',
		icon: { light: 'file:../../icons/discord.svg', dark: 'file:../../icons/discord.dark.svg' },
		group: ['output'],
		version: [1],
		// Beside a list of versions it keeps n8n from adding the operation "Custom API Call", which does nothing here.
		defaultVersion: 1,
		subtitle: robotSubtitle(properties),
		description: 'Send messages to a Discord channel with its webhook',
		defaults: { name: 'Discord Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'discordRobotApi', required: true, testedBy: 'discordRobotTest' }],
		properties,
	};

	methods = { credentialTest: { discordRobotTest: testByResponse(discordCredentialTest) } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runRobot(this, discordRobot);
	}
}
