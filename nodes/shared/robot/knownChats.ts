import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { CredentialFields } from '../../../src/robots/credential';
import { openRuntimes } from '../../../src/runtime/getRuntime';

/**
 * The groups in which somebody has written to the app of the credential, as far
 * as a store knows them that this process has open: a robot has no store of its own.
 *
 * @param appOf the app as the store knows it.
 */
export function searchKnownChats(credential: string, appOf: (fields: CredentialFields) => string) {
	return async function search(
		this: ILoadOptionsFunctions,
		filter = '',
	): Promise<INodeListSearchResult> {
		const app = appOf(await this.getCredentials(credential));
		const runtimes = await openRuntimes();
		const known = await Promise.all(
			runtimes.map(async ({ knownChats }) => await knownChats.of(app)),
		);
		const chats = new Map(known.flat().map(({ id, title }) => [id, title ?? id]));
		const wanted = filter.trim().toLowerCase();
		return {
			results: [...chats]
				.filter(([id, title]) => `${title} ${id}`.toLowerCase().includes(wanted))
				.map(([value, name]) => ({ name, value })),
		};
	};
}
