import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodeProperties,
} from 'n8n-workflow';

import type { CredentialFields } from '../../../src/robots/credential';
import { openRuntimes } from '../../../src/runtime/getRuntime';
import type { SeenChat } from '../../../src/store/seenChats';
import { toActivationError } from '../nodeErrors';

/** Where the messages of an app go: one of the chats in which it was spoken to, or any by its ID. */
export function seenChatProperty(
	property: Pick<INodeProperties, 'description' | 'displayOptions' | 'placeholder'>,
): INodeProperties {
	const { placeholder, ...rest } = property;
	return {
		displayName: 'Chat',
		name: 'chat',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		modes: [
			{
				// n8n has a name of its own for it.
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a chat',
				typeOptions: { searchListMethod: 'searchSeenChats', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
		],
		...rest,
	};
}

/**
 * The list of that field: the chats of an app in all stores that are open here, the latest first.
 *
 * @param appOf the app as the store knows it, by the fields of its credential. It throws in words for whoever filled them in.
 */
export function searchSeenChats(
	credentialType: string,
	appOf: (fields: CredentialFields) => string,
	whenNone: string,
) {
	return async function search(
		this: ILoadOptionsFunctions,
		filter = '',
	): Promise<INodeListSearchResult> {
		const fields = await this.getCredentials(credentialType);
		const app = named(this, () => appOf(fields));
		const stores = await openRuntimes();
		const seen = await Promise.all(stores.map(async ({ seenChats }) => await seenChats.of(app)));
		const all = new Map<string, SeenChat>();
		for (const each of seen.flat().toSorted((one, other) => one.at - other.at)) {
			// The later takes the place of the earlier.
			all.delete(each.chat);
			all.set(each.chat, each);
		}
		// n8n shows nothing else where a list is empty.
		if (all.size === 0) throw new NodeOperationError(this.getNode(), whenNone);
		const results = [...all.values()].toReversed().map(({ chat, said }) => ({
			name: said === '' ? chat : `${said} (${chat})`,
			value: chat,
		}));
		const words = filter.trim().toLowerCase();
		return { results: results.filter(({ name }) => name.toLowerCase().includes(words)) };
	};
}

function named(node: ILoadOptionsFunctions, appOf: () => string): string {
	try {
		return appOf();
	} catch (error) {
		throw toActivationError(node.getNode(), error);
	}
}
