import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import { addressProperty, onlyForTheRobot } from '../nodes/shared/robot/credentialProperties';
import { textProperty } from '../nodes/shared/robot/propertyBuilders';
import { WECOM_SOCKET_URL } from '../src/robots/weCom/smartRobot/address';

export class WeComSmartRobotApi implements ICredentialType {
	name = 'weComSmartRobotApi';

	displayName = 'WeCom Smart Robot API';

	icon: Icon = { light: 'file:../icons/weCom.svg', dark: 'file:../icons/weCom.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/nodes/chat-answer-trigger.md#wecom';

	properties: INodeProperties[] = [
		textProperty({
			displayName: 'Bot ID',
			name: 'botId',
			required: true,
			placeholder: 'e.g. aibXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX',
			description:
				'In WeCom: Workbench (工作台) > Smart Robot (智能机器人) > the robot > API mode > long connection (使用长连接). Give n8n a robot of its own: only one program can connect as it.',
		}),
		addressProperty({
			displayName: 'Secret',
			name: 'secret',
			placeholder: '',
			description: 'Beside the Bot ID. WeCom shows it only once.',
		}),
		textProperty({
			displayName: 'Robot Name',
			name: 'robotName',
			placeholder: 'e.g. On-Call Helper',
			description:
				'As people mention it. Needed only if the name has a space in it: otherwise n8n finds the mention by itself.',
		}),
		textProperty({
			displayName: 'WebSocket URL',
			name: 'socketUrl',
			default: WECOM_SOCKET_URL,
			description: 'Only for a private deployment or a proxy',
		}),
		onlyForTheRobot,
	];
}
