import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
} from 'n8n-workflow';

import type { CredentialFields } from '../../../src/robots/credential';
import type { ListedChat } from '../../../src/robots/design/chatList';
import { listedChats } from '../../../src/robots/listedChats';
import { openRuntimes } from '../../../src/runtime/getRuntime';
import type { NotedChat } from '../../../src/store/knownChats';
import { named } from './chatSearch';

/** An app whose platform does not tell which chats it is in. */
export interface AppInChats {
	/** The app as the store knows it. @throws {Error} in words for whoever filled in the credential. */
	appOf(fields: CredentialFields): string;
	credentialType: string;
	/** What to do where nobody has spoken to it yet. */
	whenNone: string;
}

/**
 * The list of a chat: those in which somebody has spoken to the app, the latest first,
 * as far as a store knows them that this process has open: a robot has no store of its own.
 */
export function knownChatSearch({
	appOf,
	credentialType,
	whenNone,
}: AppInChats): (this: ILoadOptionsFunctions, words?: string) => Promise<INodeListSearchResult> {
	return async function searchChats(words) {
		// n8n shows nothing of an error here but its message, and nothing else of an empty list.
		const failed = (problem: string) => new NodeOperationError(this.getNode(), problem);
		const fields = await this.getCredentials(credentialType);
		let app: string;
		try {
			app = appOf(fields);
		} catch (error) {
			throw failed((error as Error).message);
		}
		const known = await knownIn(app);
		if (known.length === 0) throw failed(whenNone);
		const { chats } = await listedChats(async () => ({ chats: known }), words);
		return { results: named(chats) };
	};
}

/** Of several stores that know a chat, by the one in which it was noted last. */
async function knownIn(app: string): Promise<ListedChat[]> {
	const runtimes = await openRuntimes();
	const noted = await Promise.all(runtimes.map(async ({ knownChats }) => await knownChats.of(app)));
	const latestFirst = noted.flat().toSorted((one, other) => other.at - one.at);
	const chats = new Map<string, ListedChat>();
	for (const chat of latestFirst) {
		if (!chats.has(chat.id)) chats.set(chat.id, { id: chat.id, name: nameOf(chat) });
	}
	return [...chats.values()];
}

/** Words alone do not say which chat they were said in. */
function nameOf({ id, title, said }: NotedChat): string {
	return title ?? (said === '' ? '' : `${said} (${id})`);
}
