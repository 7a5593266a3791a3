import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { HttpResponse, RobotResponse } from '../../../src/robots/sending/response';
import type { OutgoingQueue } from '../../../src/robots/sending/outgoingQueue';
import { outgoingQueueOf } from '../../../src/robots/sending/outgoingQueues';
import { networkFailure } from '../../../src/robots/sending/networkFailure';
import type { RobotPlatform } from '../../../src/robots/sending/robot';
import { sendOne } from '../../../src/robots/sending/send';
import { Scrubber } from '../../../src/secrets/scrubber';
import { systemClock } from '../../../src/time/clock';
import { SECOND } from '../../../src/time/duration';
import { UndeliveredError } from './robotError';

/** n8n waits five minutes by default; a chat answers in seconds or not at all. */
const TIMEOUT = 15 * SECOND;

export interface RobotAccess {
	platform: RobotPlatform;
	credentialType: string;
	/** What makes it this robot and no other: its limits are counted by it. */
	address: string;
	/** What of the credential nobody may see: the secret parts of the address, what signs. */
	secrets: string[];
	/** What requests that were signed from `from` to `to` (ms since 1970) are proved by. */
	signatures?(from: number, to: number): string[];
	/** Path and query of where messages go. */
	request: Partial<IHttpRequestOptions>;
}

/** A robot may take only messages that have one of its keywords. */
export interface KeywordAccess extends RobotAccess {
	keyword?: string;
}

export interface Sent {
	response: Record<string, unknown>;
	messagesSent: number;
}

/** One robot, as one execution of a node speaks to it. */
export class RobotSession<Access extends RobotAccess = RobotAccess> {
	readonly queue: OutgoingQueue;

	/** Takes the robot's secrets out of whatever leaves the node. */
	readonly scrubber: Scrubber;

	constructor(
		private readonly node: IExecuteFunctions,
		readonly access: Access,
	) {
		this.scrubber = new Scrubber(access.secrets);
		this.queue = outgoingQueueOf(access.platform.name, access.address, access.platform.limits);
	}

	/**
	 * Sends messages one after the other, each as soon as the robot may.
	 * @throws {UndeliveredError} which names no item: a digest is of several, also of other executions.
	 */
	async deliver(
		bodies: object[],
		deadline: number,
		request: Partial<IHttpRequestOptions> = this.access.request,
	): Promise<Sent> {
		let response: Record<string, unknown> = {};
		for (const [sentBefore, body] of bodies.entries()) {
			const progress = { sentBefore, of: bodies.length };
			response = await this.sendOne({ ...request, body: body as IDataObject }, deadline, progress);
		}
		return { response, messagesSent: bodies.length };
	}

	/** Makes one request, which counts as a message unless it has a rate limiter of its own. @throws {UndeliveredError} */
	async sendOne(
		request: Partial<IHttpRequestOptions>,
		deadline: number,
		progress = { sentBefore: 0, of: 1 },
		rateLimiter = this.queue.rateLimiter,
	): Promise<Record<string, unknown>> {
		const { platform } = this.access;
		const outcome = await sendOne(async () => await this.post(request), {
			rateLimiter,
			clock: systemClock,
			isIdempotent: platform.isIdempotent || isRepeatable(platform, request),
			deadline,
		}).catch((error: unknown) => {
			throw new UndeliveredError(error, progress);
		});
		if (outcome.ok) return outcome.response;
		throw new UndeliveredError(outcome, progress);
	}

	private async post(request: Partial<IHttpRequestOptions>): Promise<RobotResponse> {
		const { platform, credentialType } = this.access;
		const sentAt = systemClock.now();
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
					...request,
				},
			);
			// Before anybody reads it: a gateway may repeat what it was asked.
			return platform.readResponse(this.scrubberSince(sentAt).value(answerOf(answer)));
		} catch (error) {
			return networkFailure(platform.name, error, this.scrubberSince(sentAt));
		}
	}

	/** Of a request that was signed then or since. */
	private scrubberSince(sentAt: number): Scrubber {
		const { secrets, signatures } = this.access;
		return signatures
			? new Scrubber([...secrets, ...signatures(sentAt, systemClock.now())])
			: this.scrubber;
	}
}

/** Whether it shows once, or nowhere, when it is made twice. */
function isRepeatable(
	{ repeatable = [] }: RobotPlatform,
	{ method, url = '' }: Partial<IHttpRequestOptions>,
): boolean {
	return method === 'GET' || repeatable.includes(url);
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
