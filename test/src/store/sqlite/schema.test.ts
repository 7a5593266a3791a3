import { DatabaseSync } from 'node:sqlite';

import { APPLICATION_ID } from '../../../../src/store/applicationId';
import { migrations } from '../../../../src/store/sqlite/schema';
import { EscalationEngine } from '../../../../src/engine/engine';
import { openSqliteStore } from '../../../../src/store/sqlite/store';
import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import { anEscalation, KEY, SCOPE, T0 } from '../../../support/model/escalations.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';
import { storeFolder } from '../../../support/store/storeFolder.mts';

const folder = storeFolder();

/** The file as the package left it when this was the newest version. */
function fileOfVersion(version: number, rows = ''): string {
	const database = new DatabaseSync(folder.file());
	for (const statements of migrations.slice(0, version)) database.exec(statements);
	database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version};`);
	database.exec(rows);
	database.close();
	return folder.file();
}

function versionOf(file: string): unknown {
	const database = new DatabaseSync(file);
	const { user_version: version } = database.prepare('PRAGMA user_version').get()!;
	database.close();
	return version;
}

test.each(migrations.map((_, index) => index + 1))(
	'a file of version %s is brought up to date and keeps its rows',
	async (version) => {
		const file = fileOfVersion(
			version,
			"INSERT INTO replies (conversation_key, scope, replied_at) VALUES ('key', 'scope', 1)",
		);
		const store = openSqliteStore(file);
		expect(await store.transaction(async (t) => await t.replies.last('key', 'scope', 2))).toBe(1);
		await store.close();
		expect(versionOf(file)).toBe(migrations.length);
	},
);

test('a migration that fails leaves the file as it was', () => {
	const file = fileOfVersion(0);
	const broken = migrations as string[];
	broken.push('CREATE TABLE extra (id); SELECT * FROM missing;');
	try {
		expect(() => openSqliteStore(file)).toThrow('no such table: missing');
	} finally {
		broken.pop();
	}
	expect(versionOf(file)).toBe(0);
	void openSqliteStore(file).close();
});

test('who did it and why are told apart, also of what was noted before they were', async () => {
	const noted: Array<[what: string, note: string]> = [
		['acknowledged', 'Li Lei'],
		['cancelled', 'Ann'],
		['cancelled', 'superseded'],
		['replied', 'Li Lei'],
		['replied', 'silence'],
		['reminderFailed', 'The robot is gone'],
	];
	const lines = noted.map(
		([what, note], index) => `('a', ${index}, 1, '${what}', NULL, '${note}')`,
	);
	const file = fileOfVersion(
		3,
		`INSERT INTO escalations (id, scope, conversation_key, state, opened_at, data)
		VALUES ('a', '', '', 'open', 1, '{}');
		INSERT INTO timeline (escalation_id, sequence, at, what, number, note) VALUES ${lines.join()}`,
	);
	const store = openSqliteStore(file);
	const timelines = await store.transaction(async (t) => await t.lookups.timelines(['a']));
	expect(timelines.get('a')?.map(({ cause, actor }) => [cause, actor])).toEqual([
		[undefined, 'Li Lei'],
		['cancelled', 'Ann'],
		['superseded', undefined],
		['reply', 'Li Lei'],
		['silence', undefined],
		['The robot is gone', undefined],
	]);
	await store.close();
});

test('reminders that failed are none any more, the others and what happened stay', async () => {
	const { reminderCount: _, ...data } = anEscalation({ id: 'a' });
	const file = fileOfVersion(
		4,
		`INSERT INTO escalations (id, scope, conversation_key, state, opened_at, data)
		VALUES ('a', '${SCOPE}', '${KEY}', 'open', 1, '${JSON.stringify(data)}');
		INSERT INTO reminders VALUES ('a', 1, 'sent', 1, 2, 3, 'one'), ('a', 2, 'failed', 4, 5, 6, 'two');
		INSERT INTO timeline (escalation_id, sequence, at, what, number, note) VALUES
			('a', 2, 2, 'reminder', 1, NULL), ('a', 1, 1, 'opened', NULL, NULL),
			('a', 3, 5, 'reminderFailed', 2, 'The robot said\n"no"');`,
	);
	const store = openSqliteStore(file);
	const found = await store.transaction(async (transaction) => ({
		escalations: await transaction.lookups.find({}, 10, 0),
		timelines: await transaction.lookups.timelines(['a']),
		hours: await transaction.lookups.remindersByHour(0),
	}));
	expect(found).toEqual({
		escalations: [anEscalation({ id: 'a', dueAt: null, reminderCount: 1 })],
		timelines: new Map([
			[
				'a',
				[
					{ at: 1, what: 'opened' },
					{ at: 2, what: 'reminder', number: 1 },
					{ at: 5, what: 'reminderFailed', number: 2, cause: 'The robot said\n"no"' },
				],
			],
		]),
		hours: new Map([[0, 1]]),
	});
	await store.close();
});

describe('a conversation that the first version stored', () => {
	/** As that version wrote it: without what came later. Reminder 1 is on its way. */
	const stored = {
		id: 'escalation-1',
		scope: SCOPE,
		conversationKey: KEY,
		state: 'reminding',
		policy: {
			firstReminderAfter: 5 * MINUTE,
			intervals: [10 * MINUTE],
			growthFactor: 1,
			longestInterval: 10 * MINUTE,
			maximumReminders: 2,
			giveUpAfter: null,
			activeHours: null,
			endWhenSilentFor: null,
			onNewMessage: 'keep',
			keepEndedFor: 30 * DAY,
			announceEveryReply: false,
			announceChanges: false,
		},
		openedAt: T0,
		nextReminderAt: T0 + 5 * MINUTE,
		latestReminderAt: T0 + 15 * MINUTE,
		heldUntil: null,
		claim: {
			token: 'token',
			owner: 'process-1',
			output: 'reminder',
			reminderNumber: 1,
			plannedFor: T0 + 5 * MINUTE,
			gatedAt: T0 + 5 * MINUTE,
			redelivery: false,
			settlesAtGate: false,
		},
		failures: 0,
		waitingSince: T0,
		latestMessageAt: T0,
		messageCount: 1,
		lastHeardAt: T0,
		exhaustion: null,
		endedAt: null,
		endedBy: null,
		endedBecause: null,
		event: { text: 'Is anybody there?' },
	};
	const rows = `
		INSERT INTO escalations
			(id, scope, conversation_key, state, opened_at, due_at, due_set_at, claim_token, claim_owner, data)
		VALUES ('escalation-1', '${SCOPE}', '${KEY}', 'reminding', ${T0}, ${T0 + 6 * MINUTE}, ${T0 + 5 * MINUTE},
			'token', 'process-1', '${JSON.stringify(stored)}');
		INSERT INTO reminders VALUES
			('escalation-1', 1, 'gated', ${T0 + 5 * MINUTE}, ${T0 + 5 * MINUTE}, NULL, 'token');
	`;

	/** Opens it in another process an hour later; the returned function lets one output go out, and end as told. */
	async function wakeUp() {
		const clock = new FakeClock(T0 + HOUR);
		const store = openSqliteStore(fileOfVersion(1, rows), clock);
		const engine = new EscalationEngine(store, 'process-2');
		const jobSource = engine.jobSourceOf(SCOPE);
		await jobSource.recover();
		const handOut = async (result: 'sent' | 'failed') => {
			clock.jump(((await jobSource.poll(0)).nextDueAt ?? clock.now()) - clock.now());
			const tokens = (await jobSource.poll(10)).jobs.map(({ token }) => token);
			const left = await engine.passGate(SCOPE, tokens);
			await jobSource.settle(
				tokens.map((token) => ({ token, result, reason: 'The robot is gone' })),
			);
			return left.map((gated) => gated?.claim.reminderNumber ?? gated?.claim.output);
		};
		return { store, engine, handOut };
	}

	test('goes on to its end', async () => {
		const { store, handOut } = await wakeUp();
		expect(await handOut('sent')).toEqual([1]);
		expect(await handOut('sent')).toEqual([2]);
		expect(await handOut('sent')).toEqual(['exhausted']);
		expect(await handOut('sent')).toEqual([]);
		await store.close();
	});

	test('is given up after ten failures, as it would have been', async () => {
		const { store, engine, handOut } = await wakeUp();
		for (let failure = 1; failure <= 10; failure += 1) expect(await handOut('failed')).toEqual([1]);
		expect(await handOut('sent')).toEqual(['exhausted']);
		const ended = await engine.findOne({ id: 'escalation-1' });
		expect(ended).toMatchObject({ state: 'exhausted', endedBecause: 'reminderFailed' });
		await store.close();
	});
});
