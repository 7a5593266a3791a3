import {
	feishuCard,
	feishuCardTemplate,
	feishuImage,
	feishuPosts,
	feishuShareChat,
	feishuTextMessages,
} from './messages';
import type { RobotItem } from '../design/item';
import type { KeywordAccess } from '../design/access';
import { allMentions } from '../design/mentioning';
import { feishuMentioning, type FeishuMentions } from './mentions';

/** The request bodies of "Send Message". @throws {ExplainedError} */
export async function messagesOf(item: RobotItem<KeywordAccess>): Promise<object[]> {
	const { whenTooLong } = item.sending;
	const { keyword } = item.access;
	switch (item.text('messageType')) {
		case 'post':
			return feishuPosts(item.text('postTitle'), item.text('content'), {
				mentions: await allMentions(mentionsOf(item), item, feishuMentioning),
				language: item.choice('postLanguage', 'Rich Text Language', ['zh_cn', 'en_us'], 'zh_cn'),
				whenTooLong,
				keyword,
			});
		case 'image':
			return [feishuImage(item.text('imageKey'))];
		case 'share_chat':
			return [feishuShareChat(item.text('chatId'))];
		case 'interactive':
			return [feishuCard(item.jsonObject('card', 'The card'))];
		case 'template':
			return [
				feishuCardTemplate(
					item.text('templateId'),
					item.text('templateVersion'),
					item.jsonObject('templateVariables', 'The variables'),
				),
			];
		case 'json':
			return [item.jsonObject('json', 'The message')];
		default:
			return feishuTextMessages(item.text('content'), {
				mentions: await allMentions(mentionsOf(item), item, feishuMentioning),
				allowMentionsInContent: item.option('allowMentionsInContent', false),
				whenTooLong,
				keyword,
			});
	}
}

/** Who is mentioned. */
export function mentionsOf(item: RobotItem): FeishuMentions {
	return { users: item.mentioned('users'), everybody: item.option('everybody', false, 'mention') };
}
