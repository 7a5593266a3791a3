import type { RequestHelperFunctions } from 'n8n-workflow';

import type { Ask } from '../../src/engine/fetchCalendar';

/** By n8n's own HTTP helper: its proxy, its certificates and its protection of private networks hold. */
export function askBy({ httpRequest }: Pick<RequestHelperFunctions, 'httpRequest'>): Ask {
	return async (request) =>
		(await httpRequest({
			method: 'GET',
			encoding: 'stream',
			...request,
		})) as AsyncIterable<Uint8Array>;
}
