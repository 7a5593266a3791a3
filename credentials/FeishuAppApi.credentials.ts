import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	onlyForTheRobot,
	regionProperties,
} from '../nodes/shared/robot/credentialProperties';
import { textProperty } from '../nodes/shared/robot/propertyBuilders';
import { FEISHU_BASE_URL, feishuApiOf, LARK_BASE_URL } from '../src/robots/feishu/address';

export class FeishuAppApi implements ICredentialType {
	name = 'feishuAppApi';

	displayName = 'Feishu App API';

	icon: Icon = { light: 'file:../icons/feishu.svg', dark: 'file:../icons/feishu.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/nodes/chat-answer-trigger.md#feishu--lark';

	properties: INodeProperties[] = [
		textProperty({
			displayName: 'App ID',
			name: 'appId',
			required: true,
			placeholder: 'e.g. cli_a1b2c3d4e5f6g7h8',
			description:
				'In the developer console: the custom app > Credentials & Basic Info (凭证与基础信息). Give n8n an app of its own: Feishu sends each press to only one of the programs that connect as the same app.',
		}),
		addressProperty({
			displayName: 'App Secret',
			name: 'appSecret',
			placeholder: '',
			description: 'Beside the App ID',
		}),
		...regionProperties({
			regions: [
				{ name: 'Feishu (China)', value: FEISHU_BASE_URL },
				{ name: 'Lark (International)', value: LARK_BASE_URL },
			],
			region: 'Where the app was created',
			placeholder: 'e.g. https://open.feishu.example.com',
		}),
		onlyForTheRobot,
	];

	/** What proves a request is a token that Feishu hands out for two hours, which whoever sends asks for. */
	authenticate: IAuthenticate = async (fields, request) => ({
		...request,
		baseURL: feishuApiOf(fields),
	});
}
