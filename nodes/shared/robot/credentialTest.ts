import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { secretsOf } from '../../../src/robots/credential';
import type {
	CredentialTest,
	CredentialTestRequest,
} from '../../../src/robots/design/credentialTest';
import type { RobotFailure } from '../../../src/robots/sending/response';
import { networkFailure } from '../../../src/robots/sending/networkFailure';
import { Scrubber } from '../../../src/secrets/scrubber';
import { SECOND } from '../../../src/time/duration';

/**
 * The button "Test" of a robot's credential. By code: of a plain test request
 * n8n shows the words of whoever answered, with whatever they repeat, and takes
 * a page that has none of its rules' fields for a success.
 */
export function testByResponse({ platform, request, verdict }: CredentialTest) {
	return async function test(
		this: ICredentialTestFunctions,
		{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
	): Promise<INodeCredentialTestResult> {
		let asked: CredentialTestRequest;
		try {
			asked = request(data);
		} catch (error) {
			return { status: 'Error', message: (error as Error).message };
		}
		const { secrets, ...options } = asked;
		const scrubber = new Scrubber(secretsOf(data, secrets));
		try {
			const response = await this.helpers.request({
				method: 'POST',
				...options,
				json: true,
				simple: false,
				resolveWithFullResponse: true,
				// Another host must not get the secret.
				followRedirect: false,
				timeout: 15 * SECOND,
			});
			const { statusCode = 0, headers = {}, body } = response;
			const result = verdict(scrubber.value({ status: statusCode, headers, body }));
			return result.ok ? { status: 'OK', message: 'The robot responds' } : failed(result);
		} catch (error) {
			return failed(networkFailure(platform, error, scrubber));
		}
	};
}

function failed({ message, description }: RobotFailure): INodeCredentialTestResult {
	return { status: 'Error', message: `${message}. ${description}` };
}
