/*
 * A process of its own that takes events in, as n8n does when a source sends
 * them, and says so in lines of JSON. Run by `AcceptingProcess`.
 */
import { Inbox } from '../../../src/inbox/inbox.ts';
import { openPostgresStore } from '../../../src/store/postgres/store.ts';
import type { PostgresSettings } from '../../../src/store/postgres/connectionSettings.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import type { Store } from '../../../src/store/store.ts';
import { eventNumbered } from './numberedEvents.mts';

export interface Task {
	/** Of the embedded store; Postgres without it. */
	file?: string;
	settings?: PostgresSettings;
	scope: string;
	/** Numbers of the events of each request, from and to (not included). */
	requests: Array<[from: number, to: number]>;
	quota?: { events: number; bytes: number };
}

/** `committed`: a transaction is on the disk. */
export type Line = 'ready' | 'committed' | { accepted: number; duplicates: number };

async function main({ file, settings, scope, requests, quota }: Task): Promise<void> {
	const store = file ? openSqliteStore(file) : await openPostgresStore(settings!);
	const say = (line: Line) => process.stdout.write(`${JSON.stringify(line)}\n`);
	const telling: Store = {
		clock: store.clock,
		async transaction(work, conversations) {
			const result = await store.transaction(work, conversations);
			say('committed');
			return result;
		},
		close: async () => await store.close(),
	};
	const inbox = new Inbox(telling, `process ${process.pid}`);
	say('ready');
	// All of them begin at once.
	await new Promise((resolve) => process.stdin.once('data', resolve));
	for (const [from, to] of requests) {
		const events = Array.from({ length: to - from }, (_, index) => eventNumbered(from + index));
		const { accepted, duplicates } = await inbox.accept(scope, events, { quota });
		say({ accepted, duplicates });
	}
	await store.close();
	process.stdin.destroy();
}

void main(JSON.parse(process.argv[2]) as Task);
