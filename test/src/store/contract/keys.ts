import { EscalationEngine } from '../../../../src/engine/engine';
import { MINUTE } from '../../../../src/time/duration';
import { aMessage, aReply, SCOPE } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

/** Keys that are one to what cannot hold all of them, such as UTF-8, a column of Postgres or an index. */
const ALIKE = [
	'a\ufffd',
	'a\u0000',
	'a\ud83d',
	'a\ud83e',
	'a\ude42',
	'a',
	'a\u0000b',
	'a\ufffd\ufffd',
	'\ud83da',
	'a🙂',
	`${'字'.repeat(2_000)}a`,
	`${'字'.repeat(2_000)}b`,
	`${'字'.repeat(2_000)}\ud83d`,
	`${'字'.repeat(2_000)}\ud83e`,
];

export function keyContract(place: StorePlace): void {
	const open = new OpenStore(place);
	const engine = () => new EscalationEngine(open.store, 'process');
	const track = async (keys: string[]) =>
		await engine().track(
			SCOPE,
			keys.map((key) =>
				aMessage({ conversationKey: key, eventId: key, writtenAt: open.store.clock.now() }),
			),
		);

	test('that differ in anything are different conversations', async () => {
		expect(await track(ALIKE)).toEqual(ALIKE.map(() => 'opened'));
		expect(await track(ALIKE)).toEqual(ALIKE.map(() => 'duplicate'));
		const found = await engine().find({}, 100);
		const keys = found.map(({ escalation }) => escalation.conversationKey);
		expect(keys.toSorted()).toEqual(ALIKE.toSorted());
	});

	test.each(ALIKE)('find what is theirs alone: %j', async (key) => {
		await track(ALIKE);
		const found = await engine().find({ conversationKey: key }, 100);
		expect(found.map(({ escalation }) => escalation.conversationKey)).toEqual([key]);
		const repliedAt = open.store.clock.now() + MINUTE;
		await engine().track(SCOPE, [aReply({ conversationKey: key, repliedAt })]);
		const waiting = await open.run(async (t) => await t.lookups.waiting(100));
		expect(waiting.map(({ conversationKey }) => conversationKey).toSorted()).toEqual(
			ALIKE.filter((other) => other !== key).toSorted(),
		);
		const known = await open.run(
			async (t) => await t.escalations.conversations(SCOPE, ALIKE, repliedAt),
		);
		const answered = ALIKE.filter((other) => known.get(other)?.repliedAt !== undefined);
		expect(answered).toEqual([key]);
	});

	test.each(ALIKE)('are answered by what waits in the inbox for them alone: %j', async (key) => {
		const waiting = await open.run(async (t) => {
			const cameBy = 'trigger\ud83d';
			await t.inbox.add(SCOPE, [{ event: '{}', repliesTo: { key, cameBy } }], t.now);
			return {
				here: await t.inbox.repliesWaiting(ALIKE, [cameBy], t.now),
				elsewhere: await t.inbox.repliesWaiting(ALIKE, ['trigger\ufffd'], t.now),
			};
		});
		expect(waiting).toEqual({ here: new Set([key]), elsewhere: new Set() });
	});

	test('of deliveries that differ in anything are different deliveries', async () => {
		const fresh = await open.run(async (t) => await t.deliveries.recordAll(SCOPE, ALIKE, t.now));
		expect(fresh).toEqual(new Set(ALIKE));
	});

	test('of alerts that differ in anything are different alerts', async () => {
		const states = new Map(
			ALIKE.map((key, n) => [key, { isOver: false, saidAt: n, firedAt: n, heardAt: n }]),
		);
		await open.run(async (t) => await t.alerts.save(SCOPE, states));
		expect(await open.run(async (t) => await t.alerts.states(SCOPE, ALIKE))).toEqual(states);
	});
}
