import { SECOND } from '../../time/duration';
import { ofRobot, permanent, temporary, uncertain, type ErrorAdvice } from '../sending/response';

const TOKEN = 'Slack does not accept the bot token';
const NEW_TOKEN = 'Copy the Bot User OAuth Token of the app (xoxb-…) into the credential again.';
const NEW_WEBHOOK = 'Create a new incoming webhook and put its URL into the credential.';
const FAILED = 'Slack failed';
const LOOK_FIRST =
	'The message may have been posted anyway. Check the channel before you send it again.';
const COMPARE =
	"See Slack's own message for the place, and compare it with the Block Kit documentation.";

/*
 * Incoming webhooks: "Changes to errors from incoming webhooks" (api.slack.com,
 * changelog 2016-05-17) and "Sending messages using incoming webhooks"
 * (docs.slack.dev). Web API: the error lists of chat.postMessage, chat.update,
 * files.getUploadURLExternal and files.completeUploadExternal.
 */
export const slackErrors: Readonly<Record<string, ErrorAdvice>> = {
	// Credentials
	invalid_auth: permanent(TOKEN, 'It is invalid.', NEW_TOKEN),
	not_authed: permanent(TOKEN, 'None was sent.', NEW_TOKEN),
	account_inactive: permanent(TOKEN, 'Its user or workspace was deactivated.', NEW_TOKEN),
	token_revoked: permanent(TOKEN, 'It was revoked.', NEW_TOKEN),
	token_expired: permanent(TOKEN, 'It has expired.', NEW_TOKEN),
	not_allowed_token_type: permanent(TOKEN, 'It is not a bot token.', NEW_TOKEN),
	invalid_token: ofRobot('The webhook is invalid', 'Slack does not know it.', NEW_WEBHOOK),
	missing_scope: permanent(
		'The app lacks a permission',
		'The bot token does not have the required scope.',
		'Add the scope at api.slack.com/apps > OAuth & Permissions (chat:write; files:write for files; users:read.email for email addresses; im:write for direct messages; channels:read and groups:read for the list of channels; chat:write.customize for a name and an icon) and install the app again.',
	),
	no_permission: permanent(
		'The app is not allowed to do this',
		'The workspace does not allow it.',
		'Ask an administrator of the workspace.',
	),
	action_prohibited: ofRobot(
		'An administrator has restricted this',
		'The workspace does not let the webhook post there.',
		'Ask an administrator of the workspace.',
	),
	no_service: ofRobot(
		'The webhook does not exist any more',
		'It was removed, or Slack revoked it because its URL had become public.',
		NEW_WEBHOOK,
	),
	no_service_id: ofRobot(
		'The webhook URL is not complete',
		'A part of it is missing.',
		NEW_WEBHOOK,
	),
	no_team: ofRobot('The webhook URL is wrong', 'Slack does not know the workspace.', NEW_WEBHOOK),
	no_active_hooks: ofRobot('The webhook is disabled', 'The app was removed.', NEW_WEBHOOK),
	team_disabled: ofRobot('The workspace is disabled', 'Slack disabled it.', NEW_WEBHOOK),
	// Where to
	channel_not_found: permanent(
		'The channel does not exist, or the bot cannot see it',
		'Private channels are visible only to members.',
		'Enter the channel ID (C…), and invite the bot: /invite @bot.',
	),
	not_in_channel: permanent(
		'The bot is not in the channel',
		'It can post only where it is a member.',
		'Invite it: /invite @bot, or add the scope chat:write.public.',
	),
	is_archived: permanent(
		'The channel is archived',
		'Nothing can be posted there.',
		'Choose another.',
	),
	channel_is_archived: ofRobot(
		'The channel is archived',
		'Nothing can be posted there.',
		'Choose another.',
	),
	posting_to_general_channel_denied: permanent(
		'Only some members can post to #general',
		'An administrator has restricted it.',
		'Choose another channel.',
	),
	restricted_action: permanent(
		'The workspace restricts who can post there',
		'An administrator has restricted it.',
		'Ask an administrator, or choose another channel.',
	),
	thread_not_found: permanent(
		'The thread does not exist',
		'"thread_ts" is not the timestamp of a message of this channel.',
		'Use the "ts" of the first message of the thread.',
	),
	message_not_found: permanent(
		'The message does not exist',
		'No message of this channel has that timestamp.',
		'Use "channel" and "ts" from the output of the node that sent the message.',
	),
	cant_update_message: permanent(
		'The bot cannot change this message',
		'Someone else sent it.',
		'Update only messages of the same bot.',
	),
	edit_window_closed: permanent(
		'The message is too old to change',
		'The workspace limits the time.',
		'Send a new one, for example into the thread.',
	),
	user_not_found: permanent(
		'The user does not exist',
		'Slack knows nobody with this ID.',
		'Check it.',
	),
	users_not_found: permanent(
		'Nobody has this email address',
		'No member of the workspace uses it.',
		'Check the email addresses under "Channel" and "Mention".',
	),
	// What
	no_text: permanent(
		'The message is empty',
		'It has neither text nor blocks nor attachments.',
		'Enter a text, or an expression that returns one.',
	),
	missing_text_or_fallback_or_attachments: permanent(
		'The message is empty',
		'It has neither text nor blocks nor attachments.',
		'Enter a text, or an expression that returns one.',
	),
	invalid_payload: permanent('Slack cannot read the message', 'Its JSON is invalid.', COMPARE),
	invalid_blocks: permanent('Slack refuses the blocks', 'One of them is invalid.', COMPARE),
	invalid_blocks_format: permanent('Slack refuses the blocks', 'They are not a list.', COMPARE),
	invalid_attachments: permanent(
		'Slack refuses the attachments',
		'One of them is invalid.',
		COMPARE,
	),
	invalid_arguments: permanent('Slack refuses a parameter', 'Its value is invalid.', COMPARE),
	too_many_attachments: permanent(
		'Too many attachments',
		'A message can have up to 100.',
		'Use fewer.',
	),
	msg_too_long: permanent(
		'The message is too long',
		'A text can have up to 40000 characters, an update 4000.',
		'Shorten it, or let the node split it.',
	),
	msg_blocks_too_long: permanent(
		'The message is too long',
		'All its blocks together have too many characters.',
		'Shorten it, or let the node split it.',
	),
	metadata_too_large: permanent(
		'The metadata is too large',
		'Slack limits its size.',
		'Shorten it.',
	),
	// Files
	missing_argument: permanent(
		'A parameter is missing',
		'An empty file has no length.',
		'Check it.',
	),
	file_uploads_disabled: permanent(
		'The workspace does not allow files',
		'An administrator turned them off.',
		'Send a link instead.',
	),
	file_upload_size_restricted: permanent(
		'The file is too large',
		'The workspace limits the size of files.',
		'Send a smaller one, or a link.',
	),
	storage_limit_reached: permanent(
		'The workspace has no space left for files',
		'Its storage is full.',
		'Send a link instead.',
	),
	// Later
	ratelimited: temporary(
		'Too many messages',
		'Slack accepts about one message a second for each channel.',
		'Send fewer reminders, or lower Digest From.',
		SECOND,
	),
	rate_limited: temporary(
		'Too many messages',
		'Slack accepts about one message a second for each channel.',
		'Send fewer reminders, or lower Digest From.',
		SECOND,
	),
	message_limit_exceeded: permanent(
		'The workspace has sent too many messages',
		'Slack limits the messages of all apps together.',
		'Wait, or ask an administrator.',
	),
	// "Something strange and unusual happened", with HTTP 500.
	rollup_error: uncertain(FAILED, 'Its servers failed.', LOOK_FIRST),
	// Both: "It's possible some aspect of the operation succeeded before the error was raised."
	internal_error: uncertain(FAILED, 'Its servers failed.', LOOK_FIRST),
	fatal_error: uncertain(FAILED, 'Its servers failed badly.', LOOK_FIRST),
	service_unavailable: temporary('Slack is busy', 'Its servers failed.', 'Try again in a moment.'),
	request_timeout: temporary('Slack is busy', 'It took too long.', 'Try again in a moment.'),
	team_added_to_org: temporary(
		'The workspace is being moved',
		'It is joining an Enterprise organisation.',
		'Try again in a moment.',
	),
};
