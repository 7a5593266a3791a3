import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import {
	feishuCard,
	feishuCardTemplate,
	feishuImage,
	feishuPost,
	feishuShareChat,
	feishuTextMessages,
} from '../../src/robots/feishu/messages';
import { jsonObjectOf, textOf } from '../../src/robots/values';
import { sendingOptions } from '../shared/robot/parameters';
import type { RobotSession } from '../shared/robot/robotSession';
import { mentionsOf } from './parameters';

/** Sends the message of one item and returns what Feishu said. */
export async function sendMessage(
	node: IExecuteFunctions,
	session: RobotSession,
	item: number,
	deadline: number,
): Promise<IDataObject> {
	const { response, messagesSent } = await session.send(bodiesOf(node, item), deadline, item);
	return { ...(response as IDataObject), messagesSent };
}

function bodiesOf(node: IExecuteFunctions, item: number): object[] {
	const text = (name: string) => textOf(node.getNodeParameter(name, item, ''));
	const json = (name: string, displayName: string) =>
		jsonObjectOf(node.getNodeParameter(name, item), displayName);
	switch (node.getNodeParameter('messageType', item)) {
		case 'post': {
			const { postLanguage = 'zh_cn' } = node.getNodeParameter('options', item, {}) as {
				postLanguage?: 'zh_cn' | 'en_us';
			};
			return [feishuPost(text('postTitle'), text('content'), mentionsOf(node, item), postLanguage)];
		}
		case 'image':
			return [feishuImage(text('imageKey'))];
		case 'share_chat':
			return [feishuShareChat(text('chatId'))];
		case 'interactive':
			return [feishuCard(json('card', 'The card'))];
		case 'template':
			return [
				feishuCardTemplate(
					text('templateId'),
					text('templateVersion'),
					json('templateVariables', 'The variables'),
				),
			];
		case 'json':
			return [json('json', 'The message')];
		default:
			return feishuTextMessages(text('content'), {
				mentions: mentionsOf(node, item),
				allowMentionsInContent: allowsMentions(node, item),
				whenTooLong: sendingOptions(node, item).whenTooLong,
			});
	}
}

function allowsMentions(node: IExecuteFunctions, item: number): boolean {
	const { allowMentionsInContent = false } = node.getNodeParameter('options', item, {}) as {
		allowMentionsInContent?: boolean;
	};
	return allowMentionsInContent;
}
