import { EscalationEngine } from '../../../../src/engine/engine';
import { trackEach } from '../../../../src/engine/trackEach';
import { NotKeptError } from '../../../../src/store/store';
import { aMessage, aReply, SCOPE } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function notKeptContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('fails alone, and what came with it is kept', async () => {
		const engine = new EscalationEngine(open.store, 'process');
		const message = (n: number) =>
			aMessage({
				conversationKey: `key ${n}`,
				eventId: `event ${n}`,
				writtenAt: open.store.clock.now(),
			});
		// No column has a place for it.
		const unfit = (n: number) => aReply({ conversationKey: `key ${n}`, repliedAt: NaN });
		const arrivals = [message(0), unfit(0), message(1), message(2), unfit(3), message(4)];
		const errors = await trackEach(engine, SCOPE, arrivals);
		expect(errors.map((error) => error instanceof NotKeptError)).toEqual([
			false,
			true,
			false,
			false,
			true,
			false,
		]);
		const waiting = await open.run(async (t) => await t.lookups.waiting(10));
		expect(waiting.map(({ conversationKey }) => conversationKey).toSorted()).toEqual([
			'key 0',
			'key 1',
			'key 2',
			'key 4',
		]);
		// Handed out again, as after a crash in between.
		await trackEach(engine, SCOPE, arrivals);
		const again = await open.run(async (t) => await t.lookups.waiting(10));
		expect(again.map(({ messageCount }) => messageCount)).toEqual([1, 1, 1, 1]);
	});
}
