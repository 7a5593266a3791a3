import type { CredentialFields } from '../credential';
import type { HttpResponse, RobotResponse } from '../sending/response';

/** A request that posts nothing. */
export interface CredentialTestRequest {
	/** POST unless given. */
	method?: 'GET';
	uri: string;
	headers?: Record<string, string>;
	qs?: Record<string, string>;
	body?: object;
	/** What of it nobody may see. */
	secrets: string[];
}

/** The button "Test" of a robot's credential. */
export interface CredentialTest {
	/** The platform's name. */
	platform: string;
	/** One for each of its robots. @throws {Error} when the credential names no robot. */
	requests(fields: CredentialFields): CredentialTestRequest[];
	/** What it is that each request tries, where it is not one of several robots. */
	names?: string[];
	/** What a robot that would post answers to it. @param index of the request. */
	verdict(answer: HttpResponse, index: number): RobotResponse;
}
