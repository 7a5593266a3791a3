import { ExplainedError } from '../../explainedError';
import { slackAttachments, slackBlocks, slackTextMessages } from './messages';
import { SLACK_UPDATE_PATH } from './platform';
import type { RobotItem } from '../design/item';
import type { SlackAccess } from './access';
import { channelOf, envelopeOf } from './envelope';
import { memberIdOf } from './memberIds';
import { allMentions } from '../design/mentioning';
import { slackMentioning, type SlackMentions } from './mentions';

/** The request bodies of "Send Message". @throws {ExplainedError} */
export async function messagesOf(item: RobotItem<SlackAccess>): Promise<object[]> {
	const unfurl = item.option('unfurl', false);
	const envelope = { ...(await envelopeOf(item)), unfurl_links: unfurl, unfurl_media: unfurl };
	return (await bodiesOf(item)).map((body) => ({ ...envelope, ...body }));
}

/** "Update Message": changes one that the bot sent. */
export async function updateMessage(
	item: RobotItem<SlackAccess>,
): Promise<Record<string, unknown>> {
	const [body] = await bodiesOf(item);
	const target = { channel: await channelOf(item), ts: item.text('messageTs').trim() };
	return await item.send([{ ...target, ...body }], { url: SLACK_UPDATE_PATH });
}

async function bodiesOf(item: RobotItem<SlackAccess>): Promise<object[]> {
	const { whenTooLong } = item.sending;
	// One message cannot become several.
	const staysOne = item.text('operation') === 'updateMessage' && whenTooLong === 'split';
	switch (item.text('messageType')) {
		case 'blocks':
			return [slackBlocks(item.json('blocks', 'The blocks'), item.text('notificationText'))];
		case 'attachments':
			return [
				slackAttachments(
					item.json('attachments', 'The attachments'),
					item.text('notificationText'),
				),
			];
		case 'json':
			return [item.jsonObject('json', 'The message')];
		default:
			return slackTextMessages(item.text('content'), {
				mentions: await allMentions(await mentionsOf(item), item, slackMentioning),
				isMrkdwn: item.option('isMrkdwn', false),
				whenTooLong: staysOne ? 'fail' : whenTooLong,
			});
	}
}

/**
 * Who is mentioned. A bot finds the IDs of e-mail addresses; a webhook cannot
 * ask. Where nobody is found, the message matters more than the mention: the
 * item leaves with whom it does not mention, and why.
 */
export async function mentionsOf(item: RobotItem<SlackAccess>): Promise<SlackMentions> {
	const ids: string[] = [];
	for (const user of item.mentioned('users')) {
		try {
			ids.push(user.includes('@') ? await memberIdOf(user, item) : user);
		} catch (error) {
			// Without a code it is about what was entered.
			if (!(error instanceof ExplainedError) || error.code === undefined) throw error;
			item.reportNotMentioned({ user, reason: error.message });
		}
	}
	const ranges = ['everyone', 'here', 'channel', 'none'] as const;
	return { ids, broadcast: item.choice('broadcast', 'Everybody', ranges, 'none', 'mention') };
}
