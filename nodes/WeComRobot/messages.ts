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
import type { RobotItem } from '../shared/robot/robotItem';
import { mentionsOf } from './mentions';
import { templateCardOf } from './templateCard';
import { uploadMedia } from './uploadMedia';

/** The request bodies of "Send Message"; files are uploaded. @throws {RobotMessageError} */
export async function messagesOf(item: RobotItem): Promise<object[]> {
	const type = item.text('messageType');
	switch (type) {
		case 'image':
			return [weComImage((await item.binary()).bytes)];
		case 'file':
		case 'voice': {
			const given = item.text('mediaId').trim();
			const mediaId = given || String((await uploadMedia(item, type)).media_id);
			return [weComMedia(type, mediaId)];
		}
		case 'news':
			return [
				weComNews(
					item.rows<WeComArticle>('articles').map((row) => withoutEmpty(row) as WeComArticle),
				),
			];
		case 'template_card':
			return [weComTemplateCard(item.text('cardType') as WeComCardType, templateCardOf(item))];
		case 'json':
			return [item.jsonObject('json', 'The message')];
		default:
			return weComContentMessages(type as WeComContentType, item.text('content'), {
				mentions: mentionsOf(item),
				allowMentionsInContent: item.option('allowMentionsInContent', false),
				whenTooLong: item.sending.whenTooLong,
			});
	}
}
