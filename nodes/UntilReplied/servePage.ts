import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { scopeOf } from '../../src/delivery/scope';
import { actorFrom, visit, type Visit } from '../../src/links/visit';
import { linkPage, type LinkPageContext } from '../../src/pages/linkPage';
import type { Page } from '../../src/pages/page';
import { pageLanguages, type PageLanguage } from '../../src/pages/words';
import { DAY } from '../../src/time/duration';
import { runtimeOf } from '../shared/store';

/** What a visitor is called, so that they type it once. */
const NAME_COOKIE = 'until-replied-name';

/** Answers whoever opens a link of a push. Only a POST changes anything: chat apps fetch links to show what they are. */
export async function servePage(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = webhook.getRequestObject();
	const isConfirmed = request.method === 'POST';
	const { t: token, by } = webhook.getQueryData() as { t?: unknown; by?: unknown };
	const typed = isConfirmed ? actorFrom(Object(webhook.getBodyData()).name) : null;
	const page = await pageFor(
		webhook,
		{ token: typeof token === 'string' ? token : '', isConfirmed, actor: typed },
		{
			language: languageOf(request),
			timeZone: webhook.getTimezone(),
			name: actorFrom(by) ?? actorFrom(nameIn(request.headers.cookie)),
			isConfirmed,
		},
	);
	if (typed) page.headers['Set-Cookie'] = cookieOf(typed, request.protocol === 'https');
	return send(webhook, page);
}

async function pageFor(
	webhook: IWebhookFunctions,
	given: Visit,
	visitor: Omit<LinkPageContext, 'now'>,
): Promise<Page> {
	const scope = scopeOf(webhook.getWorkflow().id, webhook.getNode().id);
	try {
		const runtime = await runtimeOf(webhook);
		const outcome = await visit(runtime, scope, given);
		return linkPage(outcome, { ...visitor, now: runtime.clock.now() });
	} catch (error) {
		webhook.logger.error('A link of a push could not be followed', { error });
		return linkPage({ kind: 'unavailable' }, { ...visitor, now: 0 });
	}
}

function send(webhook: IWebhookFunctions, { status, headers, html }: Page): IWebhookResponseData {
	const response = webhook.getResponseObject().status(status);
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	response.end(webhook.getRequestObject().method === 'HEAD' ? undefined : html);
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
