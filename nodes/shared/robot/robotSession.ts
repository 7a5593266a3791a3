import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import {
	strangeResponse,
	type HttpResponse,
	type RobotFailure,
	type RobotResponse,
} from '../../../src/robots/sending/response';
import type { OutgoingQueue } from '../../../src/robots/sending/outgoingQueue';
import { outgoingQueueOf } from '../../../src/robots/sending/outgoingQueues';
import { networkFailure } from '../../../src/robots/sending/networkFailure';
import { ExplainedError } from '../../../src/explainedError';
import type { RobotAccess, RobotRequest } from '../../../src/robots/design/access';
import type { Platform } from '../../../src/robots/sending/platform';
import { TooLateError } from '../../../src/dispatch/passages';
import type { RateStore } from '../../../src/robots/sending/rateStore';
import {
	explained,
	sendWithRetries,
	type Accepted,
	type Unsent,
} from '../../../src/robots/sending/send';
import { Scrubber } from '../../../src/secrets/scrubber';
import { systemClock } from '../../../src/time/clock';
import { SECOND } from '../../../src/time/duration';
import { latenessOf } from '../passage';
import { platformRequest } from '../platformRequest';

/** n8n waits five minutes by default; a chat answers in seconds or not at all. */
const TIMEOUT = 15 * SECOND;

/** What the platform has taken, by which robot, and how it was asked. */
export type Answered = Accepted & { request: RobotRequest };

/** A robot of the credential whose platform takes nothing from it, while others carry on. */
export interface RefusedRobot {
	/** Its place in the credential, from 1. */
	robot: number;
	code: string;
	message: string;
}

/** The robots of one group, as one execution of a node speaks to it. */
export class RobotSession<Access extends RobotAccess = RobotAccess> {
	/** Takes the robots' secrets out of whatever leaves the node. */
	readonly scrubber: Scrubber;

	/** Whether what it is to send comes too late, see `latenessOf`. */
	readonly isLate: () => boolean;

	/** @param rates where the rates of its robots are counted for others too; undefined where no item names a store. */
	constructor(
		private readonly node: IExecuteFunctions,
		readonly access: Access,
		private readonly rates: RateStore | undefined,
	) {
		this.scrubber = new Scrubber(access.secrets);
		this.isLate = latenessOf(node);
	}

	/** Asked for at each use: one that nobody uses may be forgotten, and whoever comes next has another. */
	get queue(): OutgoingQueue {
		const { platform, addresses } = this.access;
		const queue = outgoingQueueOf(platform.name, addresses, platform.limits);
		if (this.rates) queue.rateLimiter.countIn(this.rates);
		return queue;
	}

	/** Those of its robots that are left out for now, for whoever reads the output. */
	get refusedRobots(): RefusedRobot[] {
		const { rateLimiter } = this.queue;
		if (rateLimiter.size < 2) return [];
		return rateLimiter.refusals.map(({ robot, failure: { code, message } }) => ({
			robot: robot + 1,
			code,
			message,
		}));
	}

	/** Makes one request, which counts as a message unless it has a rate limiter of its own. @throws {ExplainedError} */
	async request(
		asked: RobotRequest,
		deadline: number,
		rateLimiter = this.queue.rateLimiter,
	): Promise<Answered> {
		const { platform, routeOf } = this.access;
		const request = { ...asked, ...(asked.body ? routeOf?.(asked.body) : undefined) };
		const outcome = await sendWithRetries(async (robot) => await this.post({ ...request, robot }), {
			rateLimiter,
			clock: systemClock,
			isIdempotent: platform.isIdempotent || isRepeatable(platform, request),
			deadline,
			robot: request.robot,
		});
		if (outcome.ok) return { ...outcome, request };
		throw this.ofSeveral(outcome);
	}

	/** The error of a request, which tells of robots that could not carry it out where there are several. */
	private ofSeveral(failure: Unsent): ExplainedError {
		const error = explained(failure);
		const refused = this.refusedRobots;
		if (refused.length === 0) return error;
		const words = refused.map(({ robot, message }) => `Robot ${robot}: ${message}.`).join(' ');
		return new ExplainedError(error.message, `${error.advice} ${words}`, error);
	}

	/** @throws {TooLateError} at the last moment, after all waiting. */
	private async post(request: RobotRequest): Promise<RobotResponse> {
		const { platform, credentialType, carry, tokens } = this.access;
		const proof = await tokens?.current(platformRequest(this.node));
		if (this.isLate()) throw new TooLateError();
		if (carry) return this.scrubber.value(await carry(request));
		if (proof && !proof.ok) return this.withoutToken(proof);
		const sentAt = systemClock.now();
		const scrubber = () => this.scrubberSince(sentAt, proof ? [proof.token] : []);
		try {
			const answer = await this.node.helpers.httpRequestWithAuthentication.call(
				this.node,
				credentialType,
				{
					method: 'POST',
					url: '',
					json: true,
					timeout: TIMEOUT,
					returnFullResponse: true,
					// The verdict is in the body, whatever the status.
					ignoreHttpStatusErrors: true,
					// Another host must not get the secret.
					disableFollowRedirect: true,
					...(request as Partial<IHttpRequestOptions>),
					...(proof ? { headers: { ...request.headers, ...tokens?.headers(proof.token) } } : {}),
				},
			);
			// Before anybody reads it: a gateway may repeat what it was asked.
			const read = platform.readResponse(scrubber().value(answerOf(answer)));
			if (proof && !read.ok) tokens?.wasRefused(proof.token, read.code);
			return read;
		} catch (error) {
			return networkFailure(platform.name, error, scrubber());
		}
	}

	/** Nothing was sent, whatever became of the request for a token. */
	private withoutToken({
		answer,
		error,
	}: {
		answer?: HttpResponse;
		error?: unknown;
	}): RobotFailure {
		const { name, readResponse } = this.access.platform;
		const scrubbed = answer && this.scrubber.value(answer);
		const read = scrubbed ? readResponse(scrubbed) : networkFailure(name, error, this.scrubber);
		const failure = read.ok ? strangeResponse(name, scrubbed!) : read;
		if (!failure.isUncertain) return failure;
		return {
			...failure,
			message: `${name} gave no token, and nothing was sent`,
			description: 'Its servers, or something between n8n and them, failed. Try again in a moment.',
			isTemporary: true,
			isUncertain: false,
		};
	}

	/** Of a request that was signed then or since. @param tokens that it had. */
	private scrubberSince(sentAt: number, tokens: string[]): Scrubber {
		const { secrets, signatures } = this.access;
		const signed = signatures?.(sentAt, systemClock.now()) ?? [];
		const further = [...signed, ...tokens];
		return further.length > 0 ? new Scrubber([...secrets, ...further]) : this.scrubber;
	}
}

/** Whether it shows once, or nowhere, when it is made twice. */
function isRepeatable({ repeatable = [] }: Platform, { method, url = '' }: RobotRequest): boolean {
	return method === 'GET' || method === 'PATCH' || repeatable.includes(url);
}

function answerOf(response: {
	statusCode?: number;
	headers?: Record<string, unknown>;
	body?: unknown;
}): HttpResponse {
	const { statusCode = 0, headers = {}, body } = response;
	return { status: statusCode, headers, body: parsed(body) };
}

/** n8n parses what says that it is JSON; some gateways forget to say so. */
function parsed(body: unknown): unknown {
	if (typeof body !== 'string' || !/^\s*[{[]/.test(body)) return body;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}
