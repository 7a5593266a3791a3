import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { secretsOf } from '../../../src/robots/credential';
import type {
	HttpResponse,
	RobotResponse,
	RobotFailure,
} from '../../../src/robots/sending/response';
import { networkFailure } from '../../../src/robots/sending/networkFailure';
import { Scrubber } from '../../../src/secrets/scrubber';
import { SECOND } from '../../../src/time/duration';

/** A request that posts nothing, and what a robot that would post answers to it. */
export interface TestRequest {
	/** POST unless given. */
	method?: 'GET';
	uri: string;
	headers?: Record<string, string>;
	qs?: Record<string, string>;
	body?: object;
	/** What of it nobody may see. */
	secrets: string[];
}

export interface ResponseTest {
	/** The platform's name. */
	platform: string;
	/** @throws {Error} when the credential names no robot. */
	request(fields: ICredentialDataDecryptedObject): TestRequest;
	verdict(answer: HttpResponse): RobotResponse;
}

/**
 * The button "Test" of a robot's credential. By code: of a plain test request
 * n8n shows the words of whoever answered, with whatever they repeat, and takes
 * a page that has none of its rules' fields for a success.
 */
export function testByResponse({ platform, request, verdict }: ResponseTest) {
	return async function test(
		this: ICredentialTestFunctions,
		{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
	): Promise<INodeCredentialTestResult> {
		let asked: TestRequest;
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
			return result.ok ? { status: 'OK', message: 'The robot answers' } : failed(result);
		} catch (error) {
			return failed(networkFailure(platform, error, scrubber));
		}
	};
}

function failed({ message, description }: RobotFailure): INodeCredentialTestResult {
	return { status: 'Error', message: `${message}. ${description}` };
}
