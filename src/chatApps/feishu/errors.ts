import { MINUTE } from '../../time/duration';
import { own } from '../../own';
import { ConnectionError } from '../connection/dialect';

const ENTER_AGAIN =
	'Open the app at open.feishu.cn/app (Lark: open.larksuite.com/app) > Credentials & Basic Info, and enter its App ID and App Secret in the credential again. Region has to be the one where the app was created.';

/**
 * By the code of the answer that says where to connect, as the vendor's clients
 * have them (`ErrorCode` of @larksuiteoapi/node-sdk). A person has to change something.
 */
const FINAL: Readonly<Record<string, [message: string, advice: string]>> = {
	403: [
		'Feishu does not let the app connect',
		'Long connections are for custom apps. Open the app > Add Features, and add a bot. Then publish a version of the app.',
	],
	514: ['Feishu does not accept the App ID or the App Secret', ENTER_AGAIN],
	// "app_id is invalid", as it was seen (chenhg5/cc-connect#312).
	1000040346: ['Feishu does not accept the App ID', ENTER_AGAIN],
};
const TOO_MANY = '1000040350';

export function feishuError(code: string): ConnectionError {
	const final = own(FINAL, code);
	if (final) return new ConnectionError(final[0], final[1], { code, isTemporary: false });
	if (code === TOO_MANY) {
		return new ConnectionError(
			'The Feishu app has too many connections',
			'Feishu takes fifty. Stop the other programs that connect as this app, or give this n8n an app of its own. n8n tries again by itself.',
			{ code, isTemporary: true, waitFor: MINUTE },
		);
	}
	return new ConnectionError(
		`Feishu let nobody connect (${code})`,
		'n8n tries again by itself. If it does not pass, check App Secret and Region in the credential, and publish a version of the app.',
		{ code, isTemporary: true },
	);
}
