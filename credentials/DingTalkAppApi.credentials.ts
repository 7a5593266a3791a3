import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	onlyForTheRobot,
	regionProperties,
} from '../nodes/shared/robot/credentialProperties';
import { textProperty } from '../nodes/shared/robot/propertyBuilders';
import {
	DINGTALK_API_URL,
	DINGTALK_INTERNATIONAL_API_URL,
	dingTalkApiOf,
} from '../src/robots/dingTalk/address';

export class DingTalkAppApi implements ICredentialType {
	name = 'dingTalkAppApi';

	displayName = 'DingTalk App API';

	icon: Icon = { light: 'file:../icons/dingTalk.svg', dark: 'file:../icons/dingTalk.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/nodes/chat-answer-trigger.md#dingtalk';

	properties: INodeProperties[] = [
		textProperty({
			displayName: 'Client ID',
			name: 'clientId',
			required: true,
			placeholder: 'e.g. dingabcdefghijklmnop',
			description:
				'In the developer console: the app > Credentials & Basic Information (凭证与基础信息). Also called AppKey. Give n8n an app of its own: DingTalk sends each message to only one of the programs that connect as the same app.',
		}),
		addressProperty({
			displayName: 'Client Secret',
			name: 'clientSecret',
			placeholder: '',
			description: 'Beside the Client ID. Also called AppSecret.',
		}),
		textProperty({
			displayName: 'Card Template ID',
			name: 'cardTemplateId',
			placeholder: 'e.g. 1366a1eb-bc54-4859-ac88-517c56a9acb1.schema',
			description:
				'Only for buttons in reminders: the ID of a card template of the app that is made as the page of the Chat Answer Trigger says. Without it, reminders have links, and people answer with words.',
		}),
		...regionProperties({
			regions: [
				{ name: 'China', value: DINGTALK_API_URL },
				{ name: 'International', value: DINGTALK_INTERNATIONAL_API_URL },
			],
			region: 'Where the app was created',
			placeholder: 'e.g. https://api.dingtalk.example.com',
		}),
		onlyForTheRobot,
	];

	/** What proves a request is a token that DingTalk hands out for two hours, which whoever sends asks for. */
	authenticate: IAuthenticate = async (fields, request) => ({
		...request,
		baseURL: dingTalkApiOf(fields),
	});
}
