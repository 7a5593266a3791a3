import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
} from 'n8n-workflow';

import type { PlatformAnswer } from '../../../src/chatApps/connection/dialect';
import { secretsOf } from '../../../src/robots/credential';
import type { ChatList, ChatPage, ListedChat } from '../../../src/robots/design/chatList';
import { listedChats } from '../../../src/robots/listedChats';
import { networkFailure } from '../../../src/robots/sending/networkFailure';
import type { RobotFailure } from '../../../src/robots/sending/response';
import { Scrubber } from '../../../src/secrets/scrubber';
import { inSight } from '../../../src/text/inSight';
import { platformRequest } from '../platformRequest';

/** UTF-16 code units of a name. */
const LONGEST_NAME = 100;
/** Of what the list has named as its place. */
const LONGEST_PLACE = 4_000;

const BY_ID = 'You can also choose By ID and enter it.';
const LEFT_OUT = '(More chats were not looked at. Choose By ID and enter it.)';

/**
 * The list of a chat: those that the app is in.
 *
 * @param credentialTypeOf the credential to ask with, by Authentication.
 */
export function chatSearch(
	list: ChatList,
	credentialTypeOf: (authentication: unknown) => string,
): (this: ILoadOptionsFunctions, words?: string, from?: unknown) => Promise<INodeListSearchResult> {
	return async function searchChats(words, from) {
		const type = credentialTypeOf(this.getCurrentNodeParameter('authentication'));
		const place = typeof from === 'string' ? from.slice(0, LONGEST_PLACE) : undefined;
		const page = await pagesOf(this, list, type);
		const { chats, next, isCut } = await listedChats(page, words, place || undefined);
		const results = named(chats);
		if (isCut) results.push({ name: LEFT_OUT, value: '' });
		return { results, ...(next === undefined ? {} : { paginationToken: next }) };
	};
}

async function pagesOf(
	node: ILoadOptionsFunctions,
	list: ChatList,
	type: string,
): Promise<(after: string | undefined) => Promise<ChatPage>> {
	// n8n shows nothing of an error here but its message.
	const failed = (words: string) => new NodeOperationError(node.getNode(), words);
	const fields = await node.getCredentials(type);
	let app: ReturnType<ChatList['appOf']>;
	try {
		app = list.appOf(fields);
	} catch (error) {
		throw failed((error as Error).message);
	}
	const scrubber = new Scrubber(secretsOf(fields, app.secrets));
	return async (after) => {
		let answer: PlatformAnswer;
		try {
			answer = await app.page(platformRequest(node), after);
		} catch (error) {
			throw failed(wordsOf(list.platform, networkFailure(list.platform, error, scrubber)));
		}
		const read = list.readResponse(scrubber.value(answer));
		if (!read.ok) throw failed(wordsOf(list.platform, read));
		return list.pageOf(read.response);
	};
}

/** Those of messages, as far as they are the same for whoever asks for a list. */
function wordsOf(
	platform: string,
	{ code, message, description, isTemporary, isUncertain }: RobotFailure,
): string {
	if (isTemporary || isUncertain) {
		// n8n puts sentences of its own in the place of words that have a code of the network in them.
		const why = /^E[A-Z]/.test(code) ? '' : ` (${code})`;
		return `${platform} gives no list now${why}. Try again in a moment. ${BY_ID}`;
	}
	return `${message}. ${description} ${BY_ID}`;
}

/** Where several are called the same, with their ids. */
export function named(chats: ListedChat[]): INodeListSearchResult['results'] {
	const counts = new Map<string, number>();
	for (const { name } of chats) counts.set(name, (counts.get(name) ?? 0) + 1);
	return chats.map(({ id, name }) => {
		const shown = inSight(name, LONGEST_NAME);
		const unlike = counts.get(name) === 1 ? shown : `${shown} (${id})`;
		return { name: name === '' ? id : unlike, value: id };
	});
}
