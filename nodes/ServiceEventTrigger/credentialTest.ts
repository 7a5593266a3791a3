import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

const SHORTEST_SECRET = 16;

/** No server can tell whether the secret is right; that it is not too short to guard anything can be told here. */
export async function serviceEventWebhookApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const secret = String(credential.data?.secret ?? '');
	if (secret.length < SHORTEST_SECRET) {
		return {
			status: 'Error',
			message: `The secret has ${secret.length} characters. Use at least ${SHORTEST_SECRET}, so that it cannot be guessed.`,
		};
	}
	if (secret !== secret.trim()) {
		return { status: 'Error', message: 'The secret begins or ends with a space. Paste it again.' };
	}
	return {
		status: 'OK',
		message: 'Saved. Whether it is the same as at the source shows when the first event arrives.',
	};
}
