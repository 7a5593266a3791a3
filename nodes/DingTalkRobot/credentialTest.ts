import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { dingTalkAddress } from '../../src/robots/dingTalk/address';
import { isLivingRobot } from '../../src/robots/dingTalk/answer';
import { dingTalkSignature } from '../../src/robots/dingTalk/signature';
import { networkFailure } from '../../src/robots/sending/networkFailure';
import { systemClock } from '../../src/time/clock';
import { SECOND } from '../../src/time/duration';
import { SEND_PATH } from './access';

/**
 * An empty text: a living robot refuses it and posts nothing. Only the words of
 * the answer tell a missing keyword, which is fine here, from a wrong signature,
 * so that the rules of a plain test request would not do.
 */
export async function dingTalkRobotTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const secret = String(data.secret ?? '');
	let token = '';
	try {
		const address = dingTalkAddress(
			String(data.webhook ?? ''),
			String(data.customBaseUrl || data.baseUrl || ''),
		);
		token = address.token;
		const signature = secret.trim() ? dingTalkSignature(secret, systemClock.now()) : {};
		const response = await this.helpers.request({
			method: 'POST',
			uri: `${address.baseUrl}${SEND_PATH}`,
			qs: { access_token: token, ...signature },
			body: { msgtype: 'text', text: { content: '' } },
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			timeout: 15 * SECOND,
		});
		const { statusCode = 0, headers = {}, body } = response;
		const verdict = isLivingRobot({ status: statusCode, headers, body });
		return verdict.ok
			? { status: 'OK', message: 'The robot answers' }
			: { status: 'Error', message: `${verdict.message}. ${verdict.description}` };
	} catch (error) {
		const { message, description } = networkFailure('DingTalk', error, [token, secret]);
		return { status: 'Error', message: token ? `${message}. ${description}` : description };
	}
}
