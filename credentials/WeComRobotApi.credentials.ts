import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	baseUrlProperty,
	furtherRobotsProperty,
	onlyForTheRobot,
} from '../nodes/shared/robot/credentialProperties';
import { WECOM_BASE_URL, weComRobotsOf } from '../src/robots/weCom/address';
import { partedFromRobot } from '../src/robots/severalRobots';

export class WeComRobotApi implements ICredentialType {
	name = 'weComRobotApi';

	displayName = 'WeCom Robot API';

	icon: Icon = { light: 'file:../icons/weCom.svg', dark: 'file:../icons/weCom.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/wecom.md#credential';

	properties: INodeProperties[] = [
		addressProperty({
			displayName: 'Webhook URL or Key',
			name: 'key',
			placeholder: 'e.g. https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
			description:
				'In WeCom: the group > ⋯ > Group Robots (群机器人) > the robot > Webhook URL. Enter the whole URL or only the part after "key=".',
		}),
		furtherRobotsProperty('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…'),
		baseUrlProperty(
			WECOM_BASE_URL,
			'Only for a private deployment or a proxy. Replaces the host of the URL you entered.',
		),
		onlyForTheRobot,
	];

	/** The key is the whole of the authentication: it goes into the query. */
	authenticate: IAuthenticate = async (fields, given) => {
		const { request, robot } = partedFromRobot(given, weComRobotsOf(fields));
		return { ...request, baseURL: robot.baseUrl, qs: { ...request.qs, key: robot.key } };
	};
}
