import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { scopeOf } from '../../src/delivery/scope';
import { isBoardToken } from '../../src/board/boardLink';
import { actorFrom, visit } from '../../src/links/visit';
import { linkPage } from '../../src/pages/linkPage';
import type { Page } from '../../src/pages/page';
import { pageLanguages, type PageLanguage } from '../../src/pages/words';
import type { Runtime } from '../../src/runtime';
import { DAY } from '../../src/time/duration';
import { runtimeOf } from '../shared/store';
import { serveBoard, type DataAnswer, type Visitor } from './serveBoard';

/** What a visitor is called, so that they type it once. */
const NAME_COOKIE = 'until-replied-name';

/**
 * Answers whoever opens a link of a push, or the board. Only a POST changes
 * anything: chat apps fetch links to show what they are.
 */
export async function servePage(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = webhook.getRequestObject();
	const query = webhook.getQueryData() as { t?: unknown; by?: unknown; data?: unknown };
	const visitor: Visitor = {
		token: typeof query.t === 'string' ? query.t : '',
		isPost: request.method === 'POST',
		wantsData: query.data !== undefined,
		form: webhook.getBodyData(),
		language: languageOf(request),
		timeZone: webhook.getTimezone(),
		typedName: request.method === 'POST' ? actorFrom(Object(webhook.getBodyData()).name) : null,
		name: actorFrom(query.by) ?? actorFrom(nameIn(request.headers.cookie)),
	};
	const scope = scopeOf(webhook.getWorkflow().id, webhook.getNode().id);
	let answer: Page | DataAnswer;
	try {
		const runtime = await runtimeOf(webhook);
		answer = isBoardToken(visitor.token)
			? await serveBoard(runtime, scope, visitor)
			: await serveLink(runtime, scope, visitor);
	} catch (error) {
		webhook.logger.error('A page could not be served', { error });
		answer = linkPage({ kind: 'unavailable' }, { ...visitor, isConfirmed: visitor.isPost, now: 0 });
	}
	const { typedName } = visitor;
	if (typedName) answer.headers['Set-Cookie'] = cookieOf(typedName, request.protocol === 'https');
	return send(webhook, answer);
}

async function serveLink(runtime: Runtime, scope: string, visitor: Visitor): Promise<Page> {
	const { token, isPost, typedName } = visitor;
	const outcome = await visit(runtime, scope, { token, isConfirmed: isPost, actor: typedName });
	return linkPage(outcome, { ...visitor, isConfirmed: isPost, now: runtime.clock.now() });
}

function send(
	webhook: IWebhookFunctions,
	{ status, headers, ...content }: Page | DataAnswer,
): IWebhookResponseData {
	const response = webhook.getResponseObject().status(status);
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	const text = 'html' in content ? content.html : JSON.stringify(content.data);
	response.end(webhook.getRequestObject().method === 'HEAD' ? undefined : text);
	return { noWebhookResponse: true };
}

type Request = ReturnType<IWebhookFunctions['getRequestObject']>;

function languageOf(request: Request): PageLanguage {
	return (request.acceptsLanguages([...pageLanguages]) || 'en') as PageLanguage;
}

function nameIn(cookies: string | undefined): string | undefined {
	const pair = (cookies ?? '')
		.split(';')
		.map((text) => text.trim())
		.find((text) => text.startsWith(`${NAME_COOKIE}=`));
	try {
		return pair && decodeURIComponent(pair.slice(NAME_COOKIE.length + 1));
	} catch {
		return undefined;
	}
}

/** For the folder of this address only. */
function cookieOf(name: string, isSecure: boolean): string {
	return [
		`${NAME_COOKIE}=${encodeURIComponent(name)}`,
		`Max-Age=${(365 * DAY) / 1_000}`,
		'HttpOnly',
		'SameSite=Lax',
		...(isSecure ? ['Secure'] : []),
	].join('; ');
}
