import type { IWebhookFunctions } from 'n8n-workflow';
import { actorFrom } from '../../src/web/actor';
import { isMetricsToken } from '../../src/web/metrics/token';
import { DAY } from '../../src/time/duration';
import { DEFAULT_LANGUAGE, languages, type Language } from '../../src/words/language';

/** What a visitor is called, so that they type it once. */
const NAME_COOKIE = 'until-replied-name';
/** More than any client sends. */
const LONGEST_ACCEPT = 2_000;
/** No browser sends more, and to read it costs more than in proportion. */
const LONGEST_LANGUAGES = 1_000;

/**
 * Whoever opens a page of the node, as far as the request says. Anybody may:
 * so each part is looked at only when it is asked for, and until the link is
 * known to be ours that is the token and the language.
 */
export class Visitor {
	constructor(private readonly webhook: IWebhookFunctions) {}

	/** What stands in the link; whatever was sent. */
	get token(): string {
		const { t } = this.query;
		return typeof t === 'string' ? t : '';
	}

	/** The token of a program that reads metrics, in the header or in the address; empty of anybody else. */
	get metricsToken(): string {
		const { authorization = '' } = this.webhook.getRequestObject().headers;
		const [, bearer = this.token] = /^Bearer +([^ ]+)$/i.exec(authorization.slice(0, 500)) ?? [];
		return isMetricsToken(bearer) ? bearer : '';
	}

	/** Which formats it reads. */
	get accept(): string {
		return (this.webhook.getRequestObject().headers.accept ?? '').slice(0, LONGEST_ACCEPT);
	}

	get isPost(): boolean {
		return this.webhook.getRequestObject().method === 'POST';
	}

	/** The page itself asks for what it shows. */
	get wantsData(): boolean {
		return this.query.data !== undefined;
	}

	/** Whatever was sent. */
	get form(): unknown {
		return this.webhook.getBodyData();
	}

	/** The one of ours that the browser likes best. */
	get language(): Language {
		const request = this.webhook.getRequestObject();
		const { 'accept-language': accepted = '' } = request.headers;
		if (accepted.length > LONGEST_LANGUAGES) return DEFAULT_LANGUAGE;
		return (request.acceptsLanguages([...languages]) || DEFAULT_LANGUAGE) as Language;
	}

	/** IANA name; the workflow's. */
	get timeZone(): string {
		return this.webhook.getTimezone();
	}

	/** As they are called, from the link or from what they typed before. */
	get name(): string | null {
		const { cookie } = this.webhook.getRequestObject().headers;
		return actorFrom(this.query.by) ?? actorFrom(nameIn(cookie));
	}

	/** Only from whoever presses a button now. */
	get typedName(): string | null {
		return this.isPost ? actorFrom(Object(this.form).name) : null;
	}

	/** The header that has their browser remember a name, for the folder of this address only. */
	remembering(name: string): string {
		return [
			`${NAME_COOKIE}=${encodeURIComponent(name)}`,
			`Max-Age=${(365 * DAY) / 1_000}`,
			'HttpOnly',
			'SameSite=Lax',
			...(this.webhook.getRequestObject().protocol === 'https' ? ['Secure'] : []),
		].join('; ');
	}

	/** What stands in the address; whatever was sent. */
	get query(): { t?: unknown; by?: unknown; data?: unknown; zone?: unknown } {
		return this.webhook.getQueryData() as object;
	}
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
