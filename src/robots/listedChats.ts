import type { ChatPage, ListedChat } from './design/chatList';

/** Pages of the platform for one page of the list: who types a name that is rare does not wait for all chats. */
const MOST_PAGES = 10;
/** As many as the list shows before somebody scrolls, and some more. */
const ENOUGH = 30;

export interface ListedChats extends ChatPage {
	/** Whether it was looked long enough, and there are more. */
	isCut: boolean;
}

/**
 * The next of the chats whose names have these words in them, or that have this id.
 *
 * @param page asks for one page, and rejects where there is none.
 */
export async function listedChats(
	page: (after: string | undefined) => Promise<ChatPage>,
	words = '',
	from?: string,
): Promise<ListedChats> {
	const wanted = words.trim().replace(/^#/, '').toLowerCase();
	const isWanted = ({ id, name }: ListedChat) =>
		name.toLowerCase().includes(wanted) || id.toLowerCase() === wanted;
	const chats: ListedChat[] = [];
	let after = from;
	for (let count = 0; count < MOST_PAGES; count += 1) {
		const { chats: some, next } = await page(after);
		chats.push(...some.filter(isWanted));
		// One that names itself would never end.
		if (next === undefined || next === after) return { chats, isCut: false };
		after = next;
		if (chats.length >= ENOUGH) return { chats, next: after, isCut: false };
	}
	return { chats, next: after, isCut: true };
}
