import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { bodyValue, type EventRequest } from '../../src/events/request';
import {
	robotFailure,
	robotSuccess,
	type ResponseBody,
	type RefusalCode,
} from '../../src/events/groupRobot/response';
import { robotPlatformOf } from '../../src/events/groupRobot/read';
import type { RobotPlatform } from '../../src/events/groupRobot/robotMessage';
import type { EventSource, Problem } from '../../src/events/source';
import { endListening, receivedBy } from './testRequest';

const STATUSES: Record<RefusalCode, number> = {
	address_not_allowed: 403,
	body_too_large: 413,
	invalid_body: 400,
	invalid_json: 400,
	method_not_allowed: 405,
	not_authentic: 401,
	not_executed: 503,
	not_set_up: 503,
	not_stored: 503,
};

/** Seconds. */
const RETRY_AFTER = '30';

export interface Counts {
	/** Events stored now. */
	accepted: number;
	/** Events that had been stored before. */
	duplicates: number;
	/** Events that the filters of the node do not let through. */
	filtered: number;
	/** Entries of a list that are no events. */
	refused: number;
}

/** Answers one sender in the form that it expects. */
export class WebhookResponse {
	/** As long as nobody knows who sends, in the form that any robot's sender understands. */
	private asRobot: { platform?: RobotPlatform } | undefined = {};

	/** Names of what stands in the body; undefined as long as nobody knows who sends. */
	private fields: string[] | undefined;

	private notice: string | undefined;

	constructor(private readonly webhook: IWebhookFunctions) {}

	/** From here on, as one of these expects it: as a robot, when one of them speaks to robots. */
	useFormOfAny(sources: readonly EventSource[]): void {
		this.asRobot = sources.some(({ respondsAsRobot }) => respondsAsRobot) ? {} : undefined;
	}

	/** From here on, as the sender of this body expects it. */
	useFormOf(source: EventSource | undefined, request: EventRequest): void {
		const value = bodyValue(request);
		if (this.isTest) this.fields = Object.keys(Object(value) === value ? (value as object) : {});
		const platform = robotPlatformOf(value);
		const isForRobot = source ? source.respondsAsRobot === true : platform !== undefined;
		this.asRobot = isForRobot ? { platform } : undefined;
	}

	/** @param notice what the sender should know besides, where its form of an answer has room for it. */
	note(notice: string | undefined): void {
		this.notice = notice;
	}

	/** @param problems of the entries that were refused, or of some of them. */
	success(counts: Counts, problems: Problem[] = []): IWebhookResponseData {
		const { platform } = this.asRobot ?? {};
		const test = this.isTest ? { test: true } : {};
		const fields = problems.map(({ field, message }) => ({ field, message }));
		const named = fields.length > 0 ? { problems: fields } : {};
		const noted = this.notice === undefined ? {} : { notice: this.notice };
		const body = platform
			? robotSuccess(platform)
			: { ok: true, ...counts, ...named, ...noted, ...test };
		if (!this.isTest || counts.accepted > 0) return this.send(200, body);
		return this.sendUntaken(200, body, {
			field: '',
			message: 'the filters let none of its events through.',
			advice: 'Check the Filters of the Service Event Trigger.',
		});
	}

	/** To who asks whether the URL is there. While the editor listens, it goes on: what counts is still to come. */
	confirm(): IWebhookResponseData {
		this.webhook.getResponseObject().status(200).send();
		return { noWebhookResponse: true };
	}

	/** To a source that would take a refusal for a failure of the webhook. */
	ignore(problem: Problem): IWebhookResponseData {
		const { field, message } = problem;
		const body = { ok: true, accepted: 0, ignored: 1, problems: [{ field, message }] };
		return this.sendUntaken(200, { ...body, ...(this.isTest ? { test: true } : {}) }, problem);
	}

	/** @param counts of a list, of which not all may be refused. */
	refuse(code: RefusalCode, problem: Problem, counts?: Counts): IWebhookResponseData {
		if (STATUSES[code] === 503) {
			// Zendesk sends again only where it is told so, in less than a minute.
			this.webhook.getResponseObject().setHeader('Retry-After', RETRY_AFTER);
		}
		const body = this.asRobot
			? robotFailure(this.asRobot.platform, code, problem)
			: { ok: false, error: { code, ...problem }, ...counts };
		return this.sendUntaken(STATUSES[code], body, problem);
	}

	refuseMethod(method: string, allowed: ReadonlySet<string>): IWebhookResponseData {
		const methods = [...allowed];
		this.webhook.getResponseObject().setHeader('Allow', methods.join(', '));
		return this.refuse('method_not_allowed', {
			field: '',
			message: `This webhook does not accept ${method}.`,
			advice: `Let the source use ${methods.join(' or ')}.`,
		});
	}

	private get isTest(): boolean {
		return this.webhook.getMode() === 'manual';
	}

	/** Answers, and tells the editor where it listens. */
	private sendUntaken(status: number, body: ResponseBody, problem: Problem): IWebhookResponseData {
		const response = this.send(status, body);
		if (!this.isTest) return response;
		const received = receivedBy(this.webhook, this.fields);
		return { ...response, ...endListening({ status, ...problem, received }) };
	}

	private send(status: number, body: ResponseBody): IWebhookResponseData {
		const response = this.webhook.getResponseObject().status(status);
		// Not HTML, as Slack has it: it may repeat what a stranger sent.
		if (typeof body === 'string') response.type('text/plain').send(body);
		else response.json(body);
		return { noWebhookResponse: true };
	}
}
