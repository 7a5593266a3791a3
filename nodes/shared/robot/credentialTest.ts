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
import type { HttpResponse, RobotResponse } from '../../../src/robots/sending/response';
import { networkFailure } from '../../../src/robots/sending/networkFailure';
import { Scrubber } from '../../../src/secrets/scrubber';
import { SECOND } from '../../../src/time/duration';

/**
 * The button "Test" of a robot's credential. By code: of a plain test request
 * n8n shows the words of whoever answered, with whatever they repeat, and takes
 * a page that has none of its rules' fields for a success.
 */
export function testByResponse({ platform, requests, names, verdict }: CredentialTest) {
	return async function test(
		this: ICredentialTestFunctions,
		{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
	): Promise<INodeCredentialTestResult> {
		let asked: CredentialTestRequest[];
		try {
			asked = requests(data);
		} catch (error) {
			return { status: 'Error', message: (error as Error).message };
		}
		const secrets = asked.flatMap((request) => request.secrets);
		const scrubber = new Scrubber(secretsOf(data, secrets));
		const verdicts = await Promise.all(
			asked.map(async (request, index) => {
				try {
					const answer = await responseTo(this, request);
					return verdict(scrubber.value(answer), index);
				} catch (error) {
					return networkFailure(platform, error, scrubber);
				}
			}),
		);
		return resultOf(verdicts, names);
	};
}

async function responseTo(
	{ helpers }: ICredentialTestFunctions,
	{ secrets: _secrets, ...request }: CredentialTestRequest,
): Promise<HttpResponse> {
	const {
		statusCode = 0,
		headers = {},
		body,
	} = await helpers.request({
		method: 'POST',
		...request,
		json: true,
		simple: false,
		resolveWithFullResponse: true,
		// Another host must not get the secret.
		followRedirect: false,
		timeout: 15 * SECOND,
	});
	return { status: statusCode, headers, body };
}

/** Which robot it is, where there are several. */
function resultOf(
	verdicts: RobotResponse[],
	names: string[] | undefined,
): INodeCredentialTestResult {
	const isOne = verdicts.length === 1;
	const nameOf = (index: number) => names?.[index] ?? `Robot ${index + 1}`;
	const failures = verdicts.flatMap((verdict, index) => {
		if (verdict.ok) return [];
		const words = `${verdict.message}. ${verdict.description}`;
		return [isOne ? words : `${nameOf(index)}: ${words}`];
	});
	if (failures.length > 0) return { status: 'Error', message: failures.join(' ') };
	return {
		status: 'OK',
		message: isOne || names ? 'The robot responds' : `All ${verdicts.length} robots respond`,
	};
}
