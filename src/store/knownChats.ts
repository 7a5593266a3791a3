import { z } from 'zod';

import type { KnownChat } from '../chatApps/incoming';
import { shortened } from '../text/characters';
import { inOneLine } from '../text/utf8';
import { DAY } from '../time/duration';
import type { Store } from './store';

/** Of one app. Who can add a robot to groups could add it to any number. */
const MOST_CHATS = 200;
const LONGEST_TITLE = 100;
/** ms after which it is noted again that a chat is in use. */
const NOTED_EVERY = DAY;

const chatsSchema = z.array(
	z.object({
		id: z.string(),
		title: z.string().nullable(),
		/** ms since 1970, when somebody wrote to the app there. */
		at: z.number(),
	}),
);

/** The groups in which somebody has written to an app: what can be offered to whoever chooses where it sends to. */
export class KnownChats {
	constructor(private readonly store: Store) {}

	/** Somebody wrote to the app there. True where nothing was known of it. Beyond some hundreds the one that was silent longest is forgotten. */
	async note(app: string, { id, title }: KnownChat): Promise<boolean> {
		const name = title === null ? null : shortened(inOneLine(title), LONGEST_TITLE);
		return await this.store.transaction(async ({ settings, now }) => {
			const chats = read(await settings.get(nameOf(app)));
			const known = chats.find((chat) => chat.id === id);
			const isRecent = known !== undefined && Math.abs(now - known.at) < NOTED_EVERY;
			if (isRecent && known.title === name) return false;
			const others = chats.filter((chat) => chat !== known);
			const noted = [{ id, title: name, at: now }, ...others].slice(0, MOST_CHATS);
			await settings.save(nameOf(app), JSON.stringify(noted));
			return known === undefined;
		});
	}

	/** Those that are known, the latest first. */
	async of(app: string): Promise<KnownChat[]> {
		const kept = await this.store.transaction(
			async ({ settings }) => await settings.get(nameOf(app)),
		);
		return read(kept).map(({ id, title }) => ({ id, title }));
	}
}

const nameOf = (app: string) => `chats ${app}`;

/** None of what cannot be read. */
function read(kept: string | undefined): z.infer<typeof chatsSchema> {
	try {
		return chatsSchema.parse(JSON.parse(kept ?? '[]'));
	} catch {
		return [];
	}
}
