import type { IN8nHttpFullResponse, ITriggerFunctions } from 'n8n-workflow';

import type { AskPlatform } from '../../src/chatApps/connection/dialect';
import { SECOND } from '../../src/time/duration';

const TIMEOUT = 15 * SECOND;

/** Reaches the platform as n8n does: by its proxy, where it has one. */
export function platformRequest({ helpers }: Pick<ITriggerFunctions, 'helpers'>): AskPlatform {
	return async ({ url, headers, body }) => {
		const answer = (await helpers.httpRequest({
			url,
			method: body === undefined ? 'GET' : 'POST',
			headers,
			...(body === undefined ? {} : { body }),
			json: true,
			timeout: TIMEOUT,
			returnFullResponse: true,
			// The verdict is in the body, whatever the status.
			ignoreHttpStatusErrors: true,
			// Another host must not get the secret.
			disableFollowRedirect: true,
		})) as IN8nHttpFullResponse;
		return { status: answer.statusCode, headers: answer.headers, body: answer.body };
	};
}
