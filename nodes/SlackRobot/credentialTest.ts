import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { networkFailure } from '../../src/robots/sending/networkFailure';
import { slackWebhookUrl } from '../../src/robots/slack/address';
import { isLivingWebhook } from '../../src/robots/slack/answer';
import { SECOND } from '../../src/time/duration';

/**
 * A message without content: a living webhook refuses it with `no_text` and
 * posts nothing, a dead one says so. Both are words in an error page, so that
 * the rules of a plain test request would not do.
 */
export async function slackWebhookTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	let path = '';
	try {
		const webhook = slackWebhookUrl(String(data.url ?? ''), String(data.baseUrl ?? ''));
		path = webhook.path;
		const response = await this.helpers.request({
			method: 'POST',
			uri: webhook.baseUrl + path,
			body: {},
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			timeout: 15 * SECOND,
		});
		const { statusCode = 0, headers = {}, body } = response;
		const verdict = isLivingWebhook({ status: statusCode, headers, body });
		return verdict.ok
			? { status: 'OK', message: 'The webhook answers' }
			: { status: 'Error', message: `${verdict.message}. ${verdict.description}` };
	} catch (error) {
		const { message, description } = networkFailure('Slack', error, [path]);
		return { status: 'Error', message: path ? `${message}. ${description}` : description };
	}
}
