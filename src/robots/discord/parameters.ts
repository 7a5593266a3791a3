import { allMentions } from '../design/mentioning';
import { discordMentioning, type DiscordMentions } from './mentions';
import { discordEmbed, discordEmbeds, discordMessage, discordTextMessages } from './messages';
import { textOf } from '../values';
import type { RobotItem } from '../design/item';

/** The request bodies of "Send Message". @throws {ExplainedError} */
export async function messagesOf(item: RobotItem): Promise<object[]> {
	const options = {
		mentions: await allMentions(mentionsOf(item), item, discordMentioning),
		allowMentionsInContent: item.option('allowMentionsInContent', false),
	};
	switch (item.text('messageType')) {
		case 'embed':
			return [
				discordEmbed(
					{
						title: item.text('embedTitle'),
						url: item.text('embedUrl'),
						description: item.text('embedDescription'),
						color: item.text('embedColor'),
						fields: item.rows('embedFields').map((row) => ({
							name: textOf(row.name),
							value: textOf(row.value),
							inline: row.inline === true,
						})),
						imageUrl: item.text('embedImageUrl'),
						thumbnailUrl: item.text('embedThumbnailUrl'),
						footer: item.text('embedFooter'),
					},
					options,
				),
			];
		case 'embeds':
			return [discordEmbeds(item.json('embeds', 'The list of embeds'), options)];
		case 'json':
			return [discordMessage(item.jsonObject('json', 'The message'))];
		default:
			return discordTextMessages(item.text('content'), {
				...options,
				isMarkdown: item.option('isMarkdown', false),
				showPreviews: item.option('showPreviews', false),
				whenTooLong: item.sending.whenTooLong,
			});
	}
}

export function mentionsOf(item: RobotItem): DiscordMentions {
	return {
		users: item.mentioned('users'),
		roles: item.mentioned('roles'),
		everybody: item.choice(
			'everybody',
			'Everybody',
			['everyone', 'here', 'none'],
			'none',
			'mention',
		),
	};
}
