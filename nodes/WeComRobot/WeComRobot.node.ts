import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { eachItem } from '../shared/eachItem';
import { properties } from './properties';
import { sendMessage } from './sendMessage';

export class WeComRobot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeCom Robot',
		name: 'weComRobot',
		icon: { light: 'file:../../icons/weCom.svg', dark: 'file:../../icons/weCom.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: '={{ $parameter["messageType"] }}',
		description: 'Send messages to a WeCom (企业微信) group by its robot',
		defaults: { name: 'WeCom Robot' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'weComRobotApi', required: true }],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// One after the other: the group reads them in the order of the items.
		return [await eachItem(this, async (item) => await sendMessage(this, item))];
	}
}
