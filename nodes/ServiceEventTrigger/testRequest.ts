import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import type { Problem } from '../../src/events/source';

/** What came while the editor listened: names and sizes alone, since values may be secrets. */
export interface ReceivedRequest {
	method: string;
	contentType: string;
	headers: string[];
	queryParameters: string[];
	/** Of the body, once it was clear who sends; undefined before. */
	fields?: string[];
}

/** Why it starts nothing. */
export type UntakenRequest = Problem & { status: number; received: ReceivedRequest };

/** Marks the item by which a request that starts nothing reaches the editor. No event has it. */
const UNTAKEN = 'untakenTestRequest';

const MOST_NAMES = 40;
const LONGEST_NAME = 60;

/** The names as a sentence may have them: from outside, so a few, short ones, and no HTML. */
function shownNames(names: string[]): string[] {
	const shown = names
		.slice(0, MOST_NAMES)
		.map((name) => name.slice(0, LONGEST_NAME).replace(/[^\p{L}\p{N} ./_-]/gu, '?'));
	return names.length > MOST_NAMES ? [...shown, `${names.length - MOST_NAMES} more`] : shown;
}

export function receivedBy(webhook: IWebhookFunctions, fields?: string[]): ReceivedRequest {
	const { method, headers } = webhook.getRequestObject();
	return {
		method,
		contentType: shownNames([String(headers['content-type'] ?? '').split(';')[0]])[0],
		headers: shownNames(Object.keys(webhook.getHeaderData())),
		queryParameters: shownNames(Object.keys(webhook.getQueryData() as object)),
		...(fields ? { fields: shownNames(fields) } : {}),
	};
}

/**
 * While the editor listens, a request that starts nothing ends the listening
 * all the same: otherwise the editor would go on waiting, and nobody would know
 * that anything came. n8n shows only what an execution did, so one begins.
 */
export function endListening(untaken: UntakenRequest): Pick<IWebhookResponseData, 'workflowData'> {
	return { workflowData: [[{ json: { [UNTAKEN]: untaken as unknown as IDataObject } }]] };
}

/**
 * Ends the execution of a test request that was not taken, at the trigger: no
 * node behind it may take it for an event.
 *
 * @returns whether there is nothing to go on with.
 * @throws {NodeOperationError} that says why, and what came.
 */
export function isUntaken(node: IExecuteFunctions): boolean {
	if (node.getMode() !== 'manual') return false;
	const [item] = node.getInputData();
	const untaken = item?.json[UNTAKEN] as UntakenRequest | undefined;
	if (untaken === undefined) return false;
	const { message, description } = wordsFor(untaken);
	// With "Continue" n8n would hand on what it was given.
	if (node.continueOnFail()) {
		node.addExecutionHints({
			message: `${message} ${description}`,
			type: 'warning',
			location: 'outputPane',
		});
		return true;
	}
	throw new NodeOperationError(node.getNode(), message, { description });
}

function wordsFor({ status, field, message, advice, received }: UntakenRequest) {
	const { method, contentType, headers, queryParameters, fields } = received;
	const what = field && !message.includes(field) ? `${field}: ${message}` : message;
	const came = [
		`${method}${contentType ? `, ${contentType}` : ''}`,
		`headers: ${headers.join(', ') || 'none'}`,
		`query parameters: ${queryParameters.join(', ') || 'none'}`,
		...(fields ? [`fields of the body: ${fields.join(', ') || 'none'}`] : []),
	];
	return {
		message:
			status === 200
				? `A test request arrived but starts nothing: ${what}`
				: `A test request was refused with ${status}: ${what}`,
		description: `${advice ? `${advice} ` : ''}Received: ${came.join('; ')}. Then listen again.`,
	};
}
