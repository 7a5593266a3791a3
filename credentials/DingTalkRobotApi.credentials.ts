import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	onlyForTheRobot,
	signedRobotProperties,
} from '../nodes/shared/robot/credentialProperties';
import {
	DINGTALK_BASE_URL,
	DINGTALK_INTERNATIONAL_URL,
	dingTalkRobotsOf,
} from '../src/robots/dingTalk/address';
import { dingTalkQuery } from '../src/robots/dingTalk/signature';
import { partedFromRobot } from '../src/robots/severalRobots';
import { systemClock } from '../src/time/clock';

export class DingTalkRobotApi implements ICredentialType {
	name = 'dingTalkRobotApi';

	displayName = 'DingTalk Robot API';

	icon: Icon = { light: 'file:../icons/dingTalk.svg', dark: 'file:../icons/dingTalk.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/dingtalk.md#credential';

	properties: INodeProperties[] = [
		addressProperty({
			displayName: 'Webhook or Token',
			name: 'webhook',
			placeholder: 'e.g. https://oapi.dingtalk.com/robot/send?access_token=…',
			description:
				'In the group: Settings > Bots (机器人) > the custom robot > Webhook. Enter the whole URL or only the part after "access_token=".',
		}),
		...signedRobotProperties({
			secret: {
				placeholder: 'e.g. SEC…',
				description:
					'Required if "Additional Signature" (加签) is turned on for the robot. Begins with SEC.',
			},
			keyword:
				'If the robot has custom keywords (自定义关键词), enter one of them. The node adds it to the title of notifications that lack it.',
			regions: [
				{ name: 'China', value: DINGTALK_BASE_URL },
				{ name: 'International', value: DINGTALK_INTERNATIONAL_URL },
			],
			region: 'The region of the robot. Ignored if you enter a whole URL.',
			placeholder: 'e.g. https://dingtalk.example.com',
			further: 'https://oapi.dingtalk.com/robot/send?access_token=…',
		}),
		onlyForTheRobot,
	];

	/** Token and signature of this very moment go into the query, which n8n encodes: once is right. */
	authenticate: IAuthenticate = async (fields, given) => {
		const { request, robot } = partedFromRobot(given, dingTalkRobotsOf(fields));
		return {
			...request,
			baseURL: robot.baseUrl,
			qs: { ...request.qs, ...dingTalkQuery(robot, systemClock.now()) },
		};
	};
}
