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

	const leaseOf = async (id: string) =>
		(await open.run(async (t) => await t.escalations.open(id)))[0].claim?.leaseUntil;

	test('find their escalations', async () => {
		const found = await open.run(
			async (t) => await t.escalations.byClaims(['x', aToken('one', 'a'), aToken('two', 'b')]),
		);
		expect(found.map(({ id, claim }) => [id, claim])).toEqual([
			['a', aClaim({ token: aToken('one', 'a'), owner: 'me' })],
		]);
	});

	test('of this process are kept', async () => {
		await open.run(async (t) => await t.escalations.releaseClaims(SCOPE, 'me', T0 + 1, T0 + DAY));
		expect(await leaseOf('a')).toBe(T0 + MINUTE);
	});

	test('are renewed by their tokens', async () => {
		const tokens = [aToken('one', 'a'), 'other', aToken('two', 'b')];
		await open.run(async (t) => await t.escalations.renewClaims(tokens, T0 + DAY, T0));
		expect(await leaseOf('a')).toBe(T0 + DAY);
		expect(await leaseOf('b')).toBe(T0 + MINUTE);
	});

	test('that were taken back are not renewed: nobody has to wait for whoever had them', async () => {
		const claim = aClaim({ token: aToken('one', 'c'), isTakenBack: true, leaseUntil: T0 });
		const taken = anEscalation({ id: 'c', conversationKey: 'c', dueAt: T0 + 1, claim });
		await open.run(async (t) => await saveWhole(t, [taken], T0));
		await open.run(async (t) => await t.escalations.renewClaims([claim.token], T0 + DAY, T0));
		expect(await leaseOf('c')).toBe(T0);
	});
}
