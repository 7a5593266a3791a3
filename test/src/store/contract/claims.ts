import { DAY, MINUTE } from '../../../../src/time/duration';
import {
	aClaim,
	anEscalation,
	aToken,
	SCOPE,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function claimContract(place: StorePlace): void {
	const open = new OpenStore(place);

	beforeEach(async () => {
		const escalations = Object.entries({ a: 'me', b: 'a process that is gone' }).map(
			([id, owner]) =>
				anEscalation({
					id,
					conversationKey: id,
					dueAt: T0 + MINUTE,
					claim: aClaim({ token: aToken('one', id), owner }),
				}),
		);
		await open.run(async (t) => await saveWhole(t, escalations, T0));
	});

	const dueAtOf = async (id: string) =>
		(await open.run(async (t) => await t.escalations.open(id)))[0].dueAt;

	test('find their escalations', async () => {
		const found = await open.run(
			async (t) => await t.escalations.byClaims(['x', aToken('one', 'a')], T0),
		);
		expect(found.map(({ id, claim }) => [id, claim])).toEqual([
			['a', aClaim({ token: aToken('one', 'a'), owner: 'me' })],
		]);
	});

	test('of this process are kept', async () => {
		await open.run(async (t) => await t.escalations.releaseClaims(SCOPE, 'me', T0 + 1, T0 + DAY));
		expect(await dueAtOf('a')).toBe(T0 + MINUTE);
	});

	test('are renewed by their tokens', async () => {
		const tokens = [aToken('one', 'a'), 'other'];
		await open.run(async (t) => await t.escalations.renewClaims(tokens, T0 + DAY, T0));
		expect(await dueAtOf('a')).toBe(T0 + DAY);
		expect(await dueAtOf('b')).toBe(T0 + MINUTE);
	});
}
