import {
	weComContentMessages,
	weComImage,
	weComMedia,
	weComNews,
	withoutEmpty,
	type WeComArticle,
	type WeComContentType,
} from './messages';
import { weComTemplateCard, type WeComCardType } from './templateCard';
import type { RobotItem } from '../design/item';
import { allMentions } from '../design/mentioning';
import { templateCardOf } from './cardParameters';
import type { WeComAccess } from './platform';
import { uploadMedia } from './uploadMedia';
import { weComMentioning, withEverybody, type WeComMentions } from './mentions';

/** The request bodies of "Send Message"; files are uploaded. @throws {ExplainedError} */
export async function messagesOf(item: RobotItem<WeComAccess>): Promise<object[]> {
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
				mentions: await allMentions(mentionsOf(item), item, weComMentioning),
				allowMentionsInContent: item.option('allowMentionsInContent', false),
				whenTooLong: item.sending.whenTooLong,
			});
	}
}

/** Who is mentioned. */
export function mentionsOf(item: RobotItem<WeComAccess>): WeComMentions {
	return withEverybody({
		users: item.mentioned('users'),
		mobiles: item.mentionedMobiles(),
		everybody: item.option('everybody', false, 'mention'),
	});
}
