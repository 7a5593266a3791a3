import type { IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { AskPlatform } from '../../src/chatApps/connection/dialect';
import { SECOND } from '../../src/time/duration';

const TIMEOUT = 15 * SECOND;

/** A node of n8n, of whatever kind. */
interface RequestingNode {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest'>;
}

/** Reaches the platform as n8n does: by its proxy, where it has one. */
export function platformRequest({ helpers }: RequestingNode): AskPlatform {
	return async ({ url, headers, body, method }) => {
		const answer = (await helpers.httpRequest({
			url,
			method: method ?? (body === undefined ? 'GET' : 'POST'),
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
