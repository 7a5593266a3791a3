import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import {
	weComContentMessages,
	weComImage,
	weComMedia,
	weComNews,
	withoutEmpty,
	type WeComArticle,
	type WeComContentType,
} from '../../src/robots/weCom/messages';
import { weComTemplateCard, type WeComCardType } from '../../src/robots/weCom/templateCard';
import { jsonObjectOf, textOf } from '../../src/robots/values';
import { rowsOf, sendingOptions } from '../shared/robot/parameters';
import type { RobotSession } from '../shared/robot/robotSession';
import { templateCardOf } from './templateCard';
import { binaryOf, uploadMedia } from './media';
import { mentionsOf } from './parameters';

/** Sends the message of one item and returns what WeCom said. */
export async function sendMessage(
	node: IExecuteFunctions,
	session: RobotSession,
	item: number,
	deadline: number,
): Promise<IDataObject> {
	const bodies = await bodiesOf(node, session, item, deadline);
	const { response, messagesSent } = await session.send(bodies, deadline, item);
	return { ...(response as IDataObject), messagesSent };
}

async function bodiesOf(
	node: IExecuteFunctions,
	session: RobotSession,
	item: number,
	deadline: number,
): Promise<object[]> {
	const parameter = (name: string) => node.getNodeParameter(name, item);
	const type = parameter('messageType') as string;
	switch (type) {
		case 'image':
			return [weComImage((await binaryOf(node, item)).bytes)];
		case 'file':
		case 'voice': {
			const given = textOf(node.getNodeParameter('mediaId', item, '')).trim();
			const { media_id: uploaded } = given
				? { media_id: given }
				: await uploadMedia(node, session, item, deadline, type);
			return [weComMedia(type, String(uploaded))];
		}
		case 'news':
			return [
				weComNews(
					rowsOf<WeComArticle>(node, 'articles', item).map(
						(row) => withoutEmpty(row) as WeComArticle,
					),
				),
			];
		case 'template_card':
			return [
				weComTemplateCard(parameter('cardType') as WeComCardType, templateCardOf(node, item)),
			];
		case 'json':
			return [jsonObjectOf(parameter('json'), 'The message')];
		default:
			return weComContentMessages(type as WeComContentType, textOf(parameter('content')), {
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
