import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { secretsIn } from './secret';

export const SHORTEST_SECRET = 16;

/**
 * No server can tell whether the secret is right; that it is not too short to
 * guard anything can be told here. n8n shows the message behind "More details":
 * the hint of the field says the same before.
 */
export async function serviceEventWebhookApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const secret = String(credential.data?.secret ?? '').trim();
	const secrets = [secret, ...secretsIn('', credential.data?.furtherSecrets)];
	const short = secrets.findIndex(({ length }) => length < SHORTEST_SECRET);
	if (short >= 0) {
		const which = short === 0 ? 'The secret' : `Further secret ${short}`;
		return {
			status: 'Error',
			message: `${which} has ${secrets[short].length} characters. Enter at least ${SHORTEST_SECRET}, so that nobody can guess it.`,
		};
	}
	return {
		status: 'OK',
		message: 'Saved. Whether it matches the source is checked when the first event arrives.',
	};
}
