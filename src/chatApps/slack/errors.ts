import { MINUTE } from '../../time/duration';
import { own } from '../../own';
import { ConnectionError } from '../connection/dialect';

const NEW_APP_TOKEN =
	'At api.slack.com/apps, open the app > Basic Information > App-Level Tokens, generate a token with the scope connections:write, and enter it (xapp-…) in the credential.';
const REJECTED = 'Slack does not accept the app-level token';

/** By Slack's word: what is wrong, and what to do about it ("apps.connections.open", docs.slack.dev). A person has to do it. */
const FINAL: Readonly<Record<string, [message: string, advice: string]>> = {
	invalid_auth: [REJECTED, NEW_APP_TOKEN],
	not_authed: [REJECTED, NEW_APP_TOKEN],
	token_revoked: [REJECTED, NEW_APP_TOKEN],
	token_expired: [REJECTED, NEW_APP_TOKEN],
	account_inactive: [`${REJECTED}: the app or its workspace was disabled`, NEW_APP_TOKEN],
	user_removed_from_team: [`${REJECTED}: the app was removed`, NEW_APP_TOKEN],
	not_allowed_token_type: [
		'This is not an app-level token',
		`A bot token (xoxb-…) may stand in its place. ${NEW_APP_TOKEN}`,
	],
	missing_scope: ['The app-level token may not connect', NEW_APP_TOKEN],
	no_permission: ['The app-level token may not connect', NEW_APP_TOKEN],
	access_denied: ['The app-level token may not connect', NEW_APP_TOKEN],
	team_disabled: ['The workspace is disabled', 'Ask an administrator of the workspace.'],
	ekm_access_denied: ['The workspace does not allow it', 'Ask an administrator of the workspace.'],
	org_login_required: ['The workspace is being moved', 'Ask an administrator of the workspace.'],
	link_disabled: [
		'Socket Mode is off',
		'At api.slack.com/apps, open the app > Socket Mode and turn it on. Then publish this workflow again.',
	],
};

/** @param code Slack's word, of an answer or of a `disconnect` frame. */
export function slackError(code: string, waitFor = 0): ConnectionError {
	const final = own(FINAL, code);
	if (final) return new ConnectionError(final[0], final[1], { code, isTemporary: false });
	if (code === 'too_many_websockets') {
		return new ConnectionError(
			'The Slack app has too many connections',
			'Slack takes ten. Stop the other programs that connect as this app, or give this n8n an app of its own. n8n tries again by itself.',
			{ code, isTemporary: true, waitFor: MINUTE },
		);
	}
	return new ConnectionError(
		`Slack let nobody connect (${code})`,
		'n8n tries again by itself. If it does not pass, look at status.slack.com.',
		{ code, isTemporary: true, waitFor },
	);
}
