import { foreignWords } from '../../secrets/foreignWords';
import { ConnectionError, type PlatformAnswer } from '../connection/dialect';
import { idAt } from '../json';

/** What DingTalk says of a Client ID or a Client Secret that it does not know, with HTTP 401 (zfanswer/dify-on-dingtalk#28). */
const WRONG = new Set(['authFailed', 'invalidClientIdOrSecret', 'Forbidden.AccessDenied']);

export function dingTalkError({ status, body }: PlatformAnswer): ConnectionError {
	const code = foreignWords(idAt(body, 'code')) || `HTTP ${status}`;
	// A page of a proxy has no code, and says nothing of the app.
	if (WRONG.has(code)) {
		return new ConnectionError(
			'DingTalk does not accept the Client ID or the Client Secret',
			'At open-dev.dingtalk.com, open the app > Credentials & Basic Information, and enter both in the credential again. They work from the first published version of the app on.',
			{ code, isTemporary: false },
		);
	}
	return new ConnectionError(
		`DingTalk let nobody connect (${code})`,
		'n8n tries again by itself. If it does not pass, check the Base URL of the credential, and whether the robot of the app receives messages in Stream mode.',
		{ code, isTemporary: true },
	);
}
