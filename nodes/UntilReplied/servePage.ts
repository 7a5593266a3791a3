import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { scopeOf } from '../../src/nodeScope';
import { isBoardToken } from '../../src/web/board/token';
import { visit } from '../../src/web/link/visit';
import { linkPage, refusalPage } from '../../src/web/link/linkPage';
import type { Page } from '../../src/web/page';
import type { Runtime } from '../../src/runtime/runtime';
import { systemClock } from '../../src/time/clock';
import { MINUTE } from '../../src/time/duration';
import { logProblem } from '../shared/log';
import { runtimeOf } from '../shared/store';
import { serveBoard, type DataResponse } from './serveBoard';
import { metricsUnavailable, serveMetrics, type TextResponse } from './serveMetrics';
import { Visitor } from './visitor';

/**
 * Answers whoever opens a link of a reminder, or the board, and the program that
 * reads metrics. Only a POST changes
 * anything: chat apps fetch links to show what they are.
 */
export async function servePage(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const visitor = new Visitor(webhook);
	const scope = scopeOf(webhook.getWorkflow().id, webhook.getNode().id);
	let answer: Page | DataResponse | TextResponse;
	const isProgram = visitor.metricsToken !== '';
	try {
		const runtime = await runtimeOf(webhook);
		if (isProgram) answer = await serveMetrics(runtime, scope, visitor);
		else if (isBoardToken(visitor.token)) answer = await serveBoard(runtime, scope, visitor);
		else answer = await serveLink(runtime, scope, visitor);
	} catch (error) {
		note(webhook, error);
		answer = isProgram ? metricsUnavailable() : refusalPage('unavailable', visitor.language);
	}
	return send(webhook, answer);
}

async function serveLink(runtime: Runtime, scope: string, visitor: Visitor): Promise<Page> {
	const { language, isPost } = visitor;
	const reading = await runtime.links.read(scope, visitor.token);
	if (!reading.ok) return refusalPage(reading.reason, language);
	const { typedName, timeZone, name } = visitor;
	const outcome = await visit(runtime, scope, {
		link: reading.link,
		isConfirmed: isPost,
		actor: typedName,
	});
	if (outcome.kind === 'unknown') return refusalPage(outcome.kind, language);
	const now = runtime.clock.now();
	const page = linkPage(outcome, { language, timeZone, name, isConfirmed: isPost, now });
	if (typedName) page.headers['Set-Cookie'] = visitor.remembering(typedName);
	return page;
}

/** Since when whoever runs n8n knows: visitors must not fill the log. */
let notedAt = -Infinity;

function note({ logger }: IWebhookFunctions, error: unknown): void {
	const now = systemClock.now();
	if (Math.abs(now - notedAt) < MINUTE) return;
	notedAt = now;
	logProblem(logger, 'error', 'Pages of links and boards cannot be served', error);
}

function send(
	webhook: IWebhookFunctions,
	{ status, headers, ...content }: Page | DataResponse | TextResponse,
): IWebhookResponseData {
	const response = webhook.getResponseObject().status(status);
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	response.end(webhook.getRequestObject().method === 'HEAD' ? undefined : textOf(content));
	return { noWebhookResponse: true };
}

function textOf(
	content: Pick<Page, 'html'> | Pick<DataResponse, 'data'> | Pick<TextResponse, 'text'>,
): string {
	if ('html' in content) return content.html;
	return 'text' in content ? content.text : JSON.stringify(content.data);
}
