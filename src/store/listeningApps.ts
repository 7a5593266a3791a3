import { z } from 'zod';

import type { Store } from './store';
import { MINUTE } from '../time/duration';

/** ms between two times that a node says that it listens. */
export const SAID_EVERY = MINUTE;
/** ms after which a node that says nothing is taken for gone: its process may have ended without a word. */
const VALID_FOR = 3 * SAID_EVERY;

const listeningSchema = z.object({
	/** How long the buttons of the app hold reminders. */
	acknowledgeMinutes: z.number(),
	snoozeMinutes: z.number(),
	/** Why no answer comes at present, for people; null where answers come. */
	problem: z.string().nullable(),
	/** ms since 1970. */
	saidAt: z.number(),
});

/** How a node listens to a chat app. */
export type Listening = Omit<z.infer<typeof listeningSchema>, 'saidAt'>;

/** A node that listens, and to which app. */
export interface Listener extends Listening {
	app: string;
	scope: string;
}

/**
 * Which chat apps a node listens to, for all who share the store: a worker that
 * sends a reminder has no connection, and no button of it is to be dead.
 */
export class ListeningApps {
	constructor(private readonly store: Store) {}

	/** Says so of a node, for some minutes. */
	async say(app: string, scope: string, listening: Listening): Promise<void> {
		await this.store.transaction(async ({ settings, now }) => {
			await settings.save(nameOf(app, scope), JSON.stringify({ ...listening, saidAt: now }));
		});
	}

	/** The node listens no more. */
	async leave(app: string, scope: string): Promise<void> {
		await this.store.transaction(async ({ settings }) => await settings.remove(nameOf(app, scope)));
	}

	/** A node that hears what is pressed in this app; undefined where none does. */
	async hearing(app: string): Promise<Listening | undefined> {
		return (await this.beginningWith(nameOf(app, ''))).find(({ problem }) => problem === null);
	}

	/** All nodes that listen, and those that would if nothing were in their way. */
	async all(): Promise<Listener[]> {
		return await this.beginningWith(PREFIX);
	}

	private async beginningWith(beginning: string): Promise<Listener[]> {
		return await this.store.transaction(async ({ settings, now }) => {
			const said = await settings.beginningWith(beginning);
			return [...said].flatMap(([name, value]) => {
				const read = listeningSchema.safeParse(parsed(value));
				if (!read.success || Math.abs(now - read.data.saidAt) > VALID_FOR) return [];
				const { saidAt, ...listening } = read.data;
				const [app, scope = ''] = name.slice(PREFIX.length).split(BETWEEN);
				return [{ ...listening, app, scope }];
			});
		});
	}
}

const PREFIX = 'listens ';
/** Neither an app nor a scope has it. */
const BETWEEN = ' at ';
const nameOf = (app: string, scope: string) => `${PREFIX}${app}${BETWEEN}${scope}`;

/** Undefined of what cannot be read. */
function parsed(value: string): unknown {
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}
