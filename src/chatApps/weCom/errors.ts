import { MINUTE } from '../../time/duration';
import { own } from '../../own';
import { ConnectionError } from '../connection/dialect';

const ENTER_AGAIN =
	'In WeCom, open Workbench > Smart Robot (智能机器人) > the robot > API mode with a long connection. Enter its Bot ID and a new Secret in the credential.';

/** Codes at the subscription, as they were seen (WecomTeam/wecom-cli#12, #15, #24). A person has to change something. */
const FINAL: Readonly<Record<string, string>> = {
	853000: 'WeCom does not accept the Secret',
	93019: 'WeCom does not accept the Bot ID',
	40058: 'WeCom does not accept the Bot ID or the Secret',
	40001: 'WeCom does not accept the Secret',
};
/** "Too frequent", and "system busy". */
const LATER = new Set(['45009', '45033', '-1']);

/** @param code of the answer to the subscription. */
export function weComError(code: string): ConnectionError {
	const message = own(FINAL, code);
	if (message !== undefined) {
		return new ConnectionError(message, ENTER_AGAIN, { code, isTemporary: false });
	}
	return new ConnectionError(
		`WeCom let nobody connect (${code})`,
		`n8n tries again by itself. If it does not pass, look the code up at https://open.work.weixin.qq.com/devtool/query?e=${code}.`,
		{ code, isTemporary: true, waitFor: LATER.has(code) ? MINUTE : 0 },
	);
}
