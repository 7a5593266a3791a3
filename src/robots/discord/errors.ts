import { SECOND } from '../../time/duration';
import { ofRobot, permanent, temporary, type ErrorAdvice } from '../sending/response';

const NEW_WEBHOOK =
	'In Discord: the channel > Edit Channel > Integrations > Webhooks. Copy the webhook URL into the credential again, or create a new one.';
const FORUM = 'In a forum, every message belongs to a thread.';
const SHORTER = 'Send fewer reminders, or lower Digest From.';

/** Codes of "Opcodes and Status Codes", JSON (Discord developer documentation), and the status of a plain rate limit. */
export const discordErrors: Readonly<Record<string, ErrorAdvice>> = {
	// Credentials
	'10015': ofRobot('The webhook does not exist any more', 'It was deleted.', NEW_WEBHOOK),
	'50027': ofRobot('The webhook URL is wrong', 'Its token is wrong.', NEW_WEBHOOK),
	// Where to
	'10003': permanent(
		'The channel or thread does not exist',
		'The thread ID does not belong to a thread in the channel of this webhook.',
		'Copy the ID of the thread: Settings > Advanced > Developer Mode, then right-click > Copy Thread ID.',
	),
	'40067': permanent('The forum requires a tag', 'Every post needs one.', 'Post to a thread.'),
	'50001': ofRobot('The webhook has no access', 'Discord denies it.', NEW_WEBHOOK),
	'50013': permanent(
		'The webhook is not allowed to do this',
		'It lacks a permission.',
		NEW_WEBHOOK,
	),
	'50024': permanent('The channel accepts no messages', 'It has another type.', 'Choose another.'),
	'50083': permanent('The thread is archived', 'It was closed.', 'Open it, or choose another.'),
	'160005': permanent('The thread is locked', 'A moderator locked it.', 'Choose another.'),
	'160006': permanent('Too many threads are open', 'Discord limits their number.', 'Archive some.'),
	'220001': permanent(
		'The channel is a forum',
		FORUM,
		'Enter a thread ID or a thread name under Options.',
	),
	'220002': permanent(
		'The message specifies a thread twice',
		'It has both "thread_name" and a thread ID.',
		'Remove one of them.',
	),
	'220003': permanent(
		'A webhook can start threads only in forums',
		'The channel is not a forum.',
		'Leave the thread name empty.',
	),
	'220004': permanent('The webhook cannot post to forums', 'It belongs to a service.', NEW_WEBHOOK),
	// What
	'0': permanent(
		'Discord does not understand the request',
		'A proxy may have changed it, or the address is wrong.',
		'Compare the base URL of the credential with the webhook URL.',
	),
	'40005': permanent(
		'The message is too large',
		'Discord limits the size of requests.',
		'Shorten it.',
	),
	'50006': permanent(
		'The message is empty',
		'It has neither content nor embeds.',
		'Enter a text, or an expression that returns one.',
	),
	'50035': permanent(
		'Discord refuses the message',
		'A field is missing, too long or invalid.',
		'See Discord\'s own message for the field. A username cannot contain "discord".',
	),
	'50109': permanent('The message is not JSON', 'A proxy may have changed it.', 'Check the proxy.'),
	'200000': permanent(
		'AutoMod of the server blocks the message',
		'It contains words that the server blocks.',
		'Change the text, or exempt the channel in the AutoMod settings.',
	),
	'200001': permanent(
		'AutoMod of the server blocks the title',
		'It contains words that the server blocks.',
		'Change the title.',
	),
	'240000': permanent(
		'The message has a link that Discord considers harmful',
		'Its filter blocked it.',
		'Remove the link.',
	),
	// Later
	'429': temporary(
		'Too many messages',
		'A channel accepts 30 messages a minute from webhooks.',
		SHORTER,
		2 * SECOND,
	),
	'20016': temporary('The channel is in slow mode', 'It limits messages.', SHORTER, 5 * SECOND),
	'20028': temporary(
		'Too many messages for the channel',
		'Discord limits their number.',
		SHORTER,
		5 * SECOND,
	),
	'20029': temporary(
		'Too many messages for the server',
		'Discord limits their number.',
		SHORTER,
		5 * SECOND,
	),
	'40004': temporary(
		'Discord is not sending messages now',
		'Discord turned it off.',
		'Try again later.',
	),
	'40006': temporary('Discord has turned this off', 'It is only for a while.', 'Try again later.'),
	// "Cannot message this thread until after the post author has sent an initial message"
	'40058': temporary(
		'The thread has no first message yet',
		'Discord accepts messages there only after its author has posted one.',
		'Try again in a moment.',
		2 * SECOND,
	),
	'40062': temporary('Too many requests', 'Discord limits their number.', SHORTER, 5 * SECOND),
	'130000': temporary(
		'Discord is overloaded',
		'It reports too much load.',
		'Try again later.',
		5 * SECOND,
	),
};
