import { z } from 'zod';

import { HOUR } from '../time/duration';
import type { Store } from './store';

/** Chats of an app that are known; those that were heard longest ago go first. */
const MOST_CHATS = 100;
/** UTF-16 code units of what was said in a chat. */
const LONGEST_SAID = 60;
/** ms in which a chat need not be noted again. */
const NOTED_FOR = HOUR;

const seenSchema = z.array(
	z.object({
		chat: z.string(),
		/** What was said there last, by which people know it again; empty where nothing was. */
		said: z.string(),
		/** ms since 1970. */
		at: z.number(),
	}),
);

/** A chat in which somebody has said something to an app. */
export type SeenChat = z.infer<typeof seenSchema>[number];

/** In which chats an app was spoken to, the latest first: a platform may let it write to these alone, and name no others. */
export class SeenChats {
	constructor(private readonly store: Store) {}

	/** @param said empty where what was said tells nobody which chat it is. */
	async note(app: string, chat: string, said: string): Promise<void> {
		const words = said.slice(0, LONGEST_SAID).toWellFormed().trim();
		await this.store.transaction(async ({ settings, now }) => {
			const known = seenIn(await settings.get(nameOf(app)));
			const before = known.find((each) => each.chat === chat);
			const isNoted = before !== undefined && Math.abs(now - before.at) < NOTED_FOR;
			if (isNoted && (words === '' || words === before.said)) return;
			const seen = { chat, said: words || (before?.said ?? ''), at: now };
			const others = known.filter((each) => each.chat !== chat);
			const all = [seen, ...others].slice(0, MOST_CHATS);
			await settings.save(nameOf(app), JSON.stringify(all));
		});
	}

	async of(app: string): Promise<SeenChat[]> {
		return await this.store.transaction(async ({ settings }) =>
			seenIn(await settings.get(nameOf(app))),
		);
	}
}

const nameOf = (app: string) => `chats of ${app}`;

/** None of what cannot be read. */
function seenIn(value: string | undefined): SeenChat[] {
	try {
		return seenSchema.parse(JSON.parse(value ?? '[]'));
	} catch {
		return [];
	}
}
