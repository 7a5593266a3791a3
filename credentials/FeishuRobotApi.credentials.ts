import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	onlyForTheRobot,
	signedRobotProperties,
} from '../nodes/shared/robot/credentialProperties';
import { FEISHU_BASE_URL, feishuBotsOf, LARK_BASE_URL } from '../src/robots/feishu/address';
import { feishuSignature } from '../src/robots/feishu/signature';
import { partedFromRobot } from '../src/robots/severalRobots';
import { systemClock } from '../src/time/clock';

export class FeishuRobotApi implements ICredentialType {
	name = 'feishuRobotApi';

	displayName = 'Feishu Robot API';

	icon: Icon = { light: 'file:../icons/feishu.svg', dark: 'file:../icons/feishu.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/feishu.md#credential';

	properties: INodeProperties[] = [
		addressProperty({
			displayName: 'Webhook Address or Token',
			name: 'webhook',
			placeholder: 'e.g. https://open.feishu.cn/open-apis/bot/v2/hook/…',
			description:
				'In the group: Settings > Bots (群机器人) > the custom bot > Webhook address. Enter the whole address or only the part after "/hook/".',
		}),
		...signedRobotProperties({
			secret: {
				description: 'Required if "Set signature verification" (签名校验) is turned on for the bot',
			},
			keyword:
				'If the bot has custom keywords (自定义关键词), enter one of them. The node adds it to the title of notifications that lack it.',
			regions: [
				{ name: 'Feishu (China)', value: FEISHU_BASE_URL },
				{ name: 'Lark (International)', value: LARK_BASE_URL },
			],
			region: 'The region of the bot. Ignored if you enter a whole address.',
			placeholder: 'e.g. https://open.feishu.example.com',
			further: 'https://open.feishu.cn/open-apis/bot/v2/hook/…',
		}),
		onlyForTheRobot,
	];

	/** The token goes into the path, the signature of this very moment into the body. */
	authenticate: IAuthenticate = async (fields, given) => {
		const { request, robot } = partedFromRobot(given, feishuBotsOf(fields));
		const { baseUrl, path, secret } = robot;
		return {
			...request,
			baseURL: baseUrl,
			url: path,
			body: {
				...(secret ? feishuSignature(secret, systemClock.now()) : {}),
				...(request.body as object),
			},
		};
	};
}
