import { createHash, randomUUID } from 'node:crypto';

import { weComError } from '../../../chatApps/weCom/errors';
import { systemClock } from '../../../time/clock';
import { SECOND } from '../../../time/duration';
import type { CredentialTest } from '../../design/credentialTest';
import { WECOM_BASE_URL } from '../address';
import { readWeComResponse } from '../response';
import { WECOM_SOCKET_URL, weComSmartRobotOf } from './address';

/**
 * What the vendor's command line asks to try a Bot ID and a Secret (`get_mcp_config`,
 * WecomTeam/wecom-cli): it is signed, and leaves the robot's one connection alone.
 */
export const BOT_CONFIG_PATH = '/cgi-bin/aibot/cli/get_mcp_config';

/** "Manual input". */
const BIND_SOURCE = 1;

export const weComSmartRobotTest: CredentialTest = {
	platform: 'WeCom',
	requests(fields) {
		const { botId, secret, socketUrl } = weComSmartRobotOf(fields);
		const time = Math.floor(systemClock.now() / SECOND);
		const nonce = `mcp_${randomUUID()}`;
		const signature = createHash('sha256').update(`${secret}${botId}${time}${nonce}`).digest('hex');
		return [
			{
				uri: baseUrlOf(socketUrl) + BOT_CONFIG_PATH,
				body: { bot_id: botId, time, nonce, signature, bind_source: BIND_SOURCE },
				secrets: [secret, signature],
			},
		];
	},
	verdict(answer) {
		const verdict = readWeComResponse(answer);
		// What it gives besides opens other doors.
		if (verdict.ok) return { ok: true, response: {} };
		if (!/^-?\d+$/.test(verdict.code) || verdict.isTemporary) return verdict;
		const { message, advice, isTemporary } = weComError(verdict.code);
		if (!isTemporary) return { ...verdict, message, description: advice };
		return {
			...verdict,
			message: `WeCom did not say whether the Bot ID and the Secret are right (${verdict.code})`,
			description: 'Publish a workflow with a Chat Answer Trigger: it says whether they work.',
		};
	},
};

/** Where a gateway of the company's own is connected to, it is asked as well. */
function baseUrlOf(socketUrl: string): string {
	return socketUrl === WECOM_SOCKET_URL ? WECOM_BASE_URL : socketUrl.replace(/^ws/, 'http');
}
