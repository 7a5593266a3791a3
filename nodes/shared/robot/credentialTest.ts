import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	ICredentialTestRequest,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import type { CredentialError, HttpAnswer, RobotAnswer } from '../../../src/robots/sending/answer';
import { networkFailure } from '../../../src/robots/sending/networkFailure';
import { SECOND } from '../../../src/time/duration';

/** A request that posts nothing, and what a robot that would post answers to it. */
export interface TestRequest {
	uri: string;
	qs?: Record<string, string>;
	body: object;
	/** What must not be seen in an error. */
	secrets: string[];
}

export interface AnswerTest {
	/** The platform's name. */
	platform: string;
	/** @throws {Error} when the credential names no robot. */
	request(fields: ICredentialDataDecryptedObject): TestRequest;
	verdict(answer: HttpAnswer): RobotAnswer;
}

/** The test of a credential whose platform answers in words that the rules of a plain test request cannot tell apart. */
export function testByAnswer({ platform, request, verdict }: AnswerTest) {
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
		try {
			const response = await this.helpers.request({
				...options,
				method: 'POST',
				json: true,
				simple: false,
				resolveWithFullResponse: true,
				timeout: 15 * SECOND,
			});
			const { statusCode = 0, headers = {}, body } = response;
			const result = verdict({ status: statusCode, headers, body });
			return result.ok
				? { status: 'OK', message: 'The robot answers' }
				: { status: 'Error', message: `${result.message}. ${result.description}` };
		} catch (error) {
			const { message, description } = networkFailure(platform, error, secrets);
			return { status: 'Error', message: `${message}. ${description}` };
		}
	};
}

/** What an answer to a plain test request means: the first entry of `errors` whose field has that value; none is fine. */
export function testRules(errors: readonly CredentialError[]): ICredentialTestRequest['rules'] {
	return errors.map(([key, value, message]) => ({
		type: 'responseSuccessBody',
		properties: { key, value, message },
	}));
}
