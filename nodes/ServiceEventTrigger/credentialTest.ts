import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { secretsIn } from './secret';

const SHORTEST_SECRET = 16;

/** No server can tell whether the secret is right; that it is not too short to guard anything can be told here. */
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
			message: `${which} has ${secrets[short].length} characters. Use at least ${SHORTEST_SECRET}, so that it cannot be guessed.`,
		};
	}
	return {
		status: 'OK',
		message: 'Saved. Whether it is the same as at the source shows when the first event arrives.',
	};
}
