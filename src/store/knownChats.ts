import { z } from 'zod';

import type { KnownChat } from '../chatApps/incoming';
import { shortened } from '../text/characters';
import { inOneLine } from '../text/utf8';
import { HOUR } from '../time/duration';
import type { Store } from './store';
import type { Transaction } from './transaction';

/** Of one app; beyond, the one that was silent longest is forgotten. Who can add a robot to groups could add it to any number. */
const MOST_CHATS = 200;
/** UTF-16 code units. */
const LONGEST_TITLE = 100;
const LONGEST_SAID = 60;
/** ms after which it is noted again that a chat is in use. */
const NOTED_EVERY = HOUR;

const chatsSchema = z.array(
	z.object({
		id: z.string(),
		title: z.string().nullable(),
		/** What was said there last, by which people know a chat again that has no title; empty where nothing was. */
		said: z.string(),
		/** ms since 1970, when the app was spoken to there. */
		at: z.number(),
	}),
);

/** A chat in which somebody has spoken to an app. */
export type NotedChat = z.infer<typeof chatsSchema>[number];

/** The chats in which somebody has spoken to an app: a platform may name no others, or let it write to these alone. */
export class KnownChats {
	constructor(private readonly store: Store) {}

	/**
	 * Somebody spoke to the app there. True where nothing was known of the chat.
	 *
	 * @param said empty where what was said tells nobody which chat it is: what was known stays.
	 */
	async note(app: string, chat: KnownChat, said: string): Promise<boolean> {
		const { id } = chat;
		const title = chat.title === null ? null : shortened(inOneLine(chat.title), LONGEST_TITLE);
		const words = shortened(inOneLine(said), LONGEST_SAID);
		const note = async ({ settings, now }: Transaction) => {
			const chats = read(await settings.get(nameOf(app)));
			const known = chats.find((each) => each.id === id);
			const noted = { id, title, said: words || (known?.said ?? ''), at: now };
			const isRecent = known !== undefined && Math.abs(now - known.at) < NOTED_EVERY;
			if (isRecent && known.title === title && known.said === noted.said) return false;
			const others = chats.filter((each) => each !== known);
			await settings.save(nameOf(app), JSON.stringify([noted, ...others].slice(0, MOST_CHATS)));
			return known === undefined;
		};
		// So that of two chats that are noted at once neither is lost.
		return await this.store.transaction(note, [nameOf(app)]);
	}

	/** Those that are known, the latest first. */
	async of(app: string): Promise<NotedChat[]> {
		return await this.store.transaction(async ({ settings }) =>
			read(await settings.get(nameOf(app))),
		);
	}
}

const nameOf = (app: string) => `chats ${app}`;

/** None of what cannot be read. */
function read(kept: string | undefined): NotedChat[] {
	try {
		return chatsSchema.parse(JSON.parse(kept ?? '[]'));
	} catch {
		return [];
	}
}
