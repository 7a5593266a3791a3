import { isOfAnother } from '../guest';
import type { ChatWord } from '../incoming';
import { at, idAt, textAt } from '../json';

/** Of what a person posted with a file. */
const WITH_FILE = 'file_share';
/** Of what a person wrote: nothing, that a reply in a thread went to the channel too ("message.thread_broadcast"), or that a file came with it. */
const WRITTEN: ReadonlySet<string> = new Set(['', 'thread_broadcast', WITH_FILE]);

/**
 * What somebody wrote to the app, or into a thread that it may read ("app_mention"
 * and "message.channels", docs.slack.dev); undefined of anything else: other
 * programs, edits, and what people say to one another.
 */
export function wordIn(payload: unknown): ChatWord | undefined {
	const event = at(payload, 'event');
	const type = idAt(event, 'type');
	if (type !== 'app_mention' && type !== 'message') return undefined;
	const subtype = idAt(event, 'subtype');
	if (!WRITTEN.has(subtype) || at(event, 'bot_id') || at(event, 'edited')) return undefined;
	const text = plainText(textAt(event, 'text'));
	if (subtype === WITH_FILE && text === '') return undefined;
	const user = idAt(event, 'user');
	const chat = idAt(event, 'channel');
	const message = idAt(event, 'ts');
	if ([user, chat, message].includes('')) return undefined;
	const thread = idAt(event, 'thread_ts');
	const isInThread = thread !== '' && thread !== message;
	const isToApp =
		type === 'app_mention' || idAt(event, 'channel_type') === 'im' || mentionsApp(payload);
	if (!isToApp && !isInThread) return undefined;
	return {
		kind: 'word',
		// One message may come as a mention and as a message of the channel, each with an id of its own.
		id: ['word', chat, message].join(' '),
		chat,
		message,
		isToApp,
		text,
		repliesTo: isInThread ? [thread] : [],
		quoted: null,
		by: {
			id: user,
			name: null,
			isGuest: isOfAnother(
				idAt(event, 'user_team') || idAt(event, 'source_team') || idAt(event, 'team'),
				...ourTeam(payload),
			),
		},
	};
}

/** A mention comes as one of a channel, too, maybe earlier: both are the same. */
function mentionsApp(payload: unknown): boolean {
	const bot = idAt(payload, 'authorizations', 0, 'user_id');
	const text = textAt(payload, 'event', 'text');
	return bot !== '' && [`<@${bot}>`, `<@${bot}|`].some((mention) => text.includes(mention));
}

/** Where the app is installed. `team_id` beside it is the one that a shared channel came from, which may be another's. */
function ourTeam(payload: unknown): [team: string, organization: string] {
	const installation = at(payload, 'authorizations', 0);
	return [
		idAt(installation, 'team_id') || idAt(payload, 'team_id'),
		idAt(installation, 'enterprise_id') || idAt(payload, 'enterprise_id'),
	];
}

/** As Slack writes pictures that say nothing beside a word ("Formatting message text", docs.slack.dev). Of others, such as those of a workspace, nobody knows what they say. */
const PICTURES =
	/(?<!\w):(?:\+1|thumbsup|ok_hand|white_check_mark|heavy_check_mark|ballot_box_with_check|eyes|pray|raised_hands?|clap|muscle|tada|wave|saluting_face|rocket|fire|100|(?:slightly_smiling|grinning|smiling)_face|smile|smiley|blush|hourglass(?:_flowing_sand)?)(?:::skin-tone-[2-6])?:(?!\w)/g;

/** Without mentions and such pictures, and without Slack's escapes ("Formatting message text", docs.slack.dev). */
function plainText(text: string): string {
	return text
		.replace(/<@[UW][0-9A-Z]{1,20}(?:\|[^<>]{0,100})?>/g, ' ')
		.replace(PICTURES, ' ')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&')
		.trim();
}
