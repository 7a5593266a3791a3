import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { EscalationEngine } from '../../../../src/engine/engine';
import type { ServiceEvent } from '../../../../src/events/serviceEvent';
import { Inbox } from '../../../../src/inbox/inbox';
import { openSqliteStore } from '../../../../src/store/sqlite/store';
import { aMessage, aPolicy, aReply, SCOPE } from '../../../support/model/escalations.mts';
import { storeFolder } from '../../../support/store/storeFolder.mts';

const folder = storeFolder();
afterEach(() => jest.restoreAllMocks());

/** Which of these words the files of the store have, as whoever has the disk would look for them. */
function found(words: string[]): string[] {
	const paths = [folder.file(), `${folder.file()}-wal`].filter(existsSync);
	const bytes = Buffer.concat(paths.map((path) => readFileSync(path)));
	return words.filter((word) => bytes.includes(word));
}

const anEvent = (name: string, words: string, size: number) =>
	({
		id: `event ${name}`,
		conversation: { key: `chat:${name}`, effect: 'opens' },
		visitor: { name },
		text: words.padEnd(size, `. ${words}`),
	}) as ServiceEvent;

/** Lets an event go all its way: the inbox, a conversation, reminders, a reply. */
async function live(
	{ inbox, engine }: { inbox: Inbox; engine: EscalationEngine },
	event: ServiceEvent,
): Promise<void> {
	await inbox.accept(SCOPE, [event]);
	const delivery = inbox.jobSourceOf(SCOPE);
	const delivered = (await delivery.poll(9)).jobs;
	const { key } = event.conversation!;
	const policy = aPolicy({ firstReminderAfter: 0 });
	await engine.track(SCOPE, [
		aMessage({ conversationKey: key, eventId: event.id, policy, event: { ...event } }),
	]);
	await delivery.settle(delivered.map(({ token }) => ({ token, result: 'sent' })));
	const jobSource = engine.jobSourceOf(SCOPE);
	const tokens = (await jobSource.poll(9)).jobs.map(({ token }) => token);
	await engine.passGate(SCOPE, tokens);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
	const arrival = { conversationKey: key, eventId: `reply ${event.id}` };
	await engine.track(SCOPE, [aReply({ ...arrival, repliedAt: Date.now() + 1_000 })]);
}

test.each([200, 3_000, 50_000])(
	'of what was forgotten the files have nothing left: events of %i characters',
	async (size) => {
		const store = openSqliteStore(folder.file());
		const parts = { inbox: new Inbox(store, 'me'), engine: new EscalationEngine(store, 'me') };
		for (let n = 0; n < 5; n += 1) {
			await live(parts, anEvent(`Ann${n}`, 'my-secret-order', size));
			await live(parts, anEvent(`Bob${n}`, 'another-order', size));
		}
		const theirs = ['Ann3', 'chat:Ann3'];
		expect(found(theirs)).toEqual(theirs);
		await parts.engine.forget({ by: 'visitorName', value: 'Ann3' });
		expect(found(theirs)).toEqual([]);
		for (const n of [0, 1, 2, 4]) {
			await parts.engine.forget({ by: 'conversationKey', value: `chat:Ann${n}` });
		}
		const others = ['Bob4', 'another-order'];
		expect(found(['Ann', 'my-secret-order', ...others])).toEqual(others);
		await store.close();
		expect(found(['Ann', 'my-secret-order', ...others])).toEqual(others);
	},
);

test('a disk that has no room to empty the log keeps nobody from working', async () => {
	const store = openSqliteStore(folder.file());
	const engine = new EscalationEngine(store, 'me');
	await engine.track(SCOPE, [aMessage({ conversationKey: 'a' })]);
	const { exec } = DatabaseSync.prototype;
	jest.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (
		this: DatabaseSync,
		sql: string,
	) {
		if (sql.includes('wal_checkpoint')) throw new Error('database or disk is full');
		exec.call(this, sql);
	});
	expect(await engine.forget({ by: 'conversationKey', value: 'a' })).toMatchObject({
		conversations: 1,
	});
	expect(await engine.track(SCOPE, [aMessage({ conversationKey: 'b' })])).toEqual(['opened']);
	await store.close();
});
