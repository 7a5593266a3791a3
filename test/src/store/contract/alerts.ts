import type { AlertState } from '../../../../src/store/transaction';
import { SCOPE, T0 } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

const KEY = 'alertmanager:1a30ba71cca2921f@http://alerts.example:9093';

export function alertContract(place: StorePlace): void {
	const open = new OpenStore(place);
	const firing: AlertState = { isOver: false, saidAt: T0, firedAt: T0, heardAt: T0 };
	const over: AlertState = { isOver: true, saidAt: T0 + 1, firedAt: null, heardAt: T0 + 2 };
	const save = async (scope: string, states: Record<string, AlertState>) =>
		await open.run(async (t) => {
			await t.alerts.states(scope, Object.keys(states));
			await t.alerts.save(scope, new Map(Object.entries(states)));
		});
	const read = async (scope: string, keys: string[]) =>
		await open.run(async (t) => Object.fromEntries(await t.alerts.states(scope, keys)));

	test('are known by scope, as they were said last', async () => {
		await save(SCOPE, { [KEY]: over, other: firing });
		await save('other:trigger', { [KEY]: firing });
		await save(SCOPE, { [KEY]: firing, third: over });
		await open.reopen();
		expect(await read(SCOPE, [KEY, 'other', 'third', 'never heard of'])).toEqual({
			[KEY]: firing,
			other: firing,
			third: over,
		});
		expect(await read('other:trigger', [KEY, 'other'])).toEqual({ [KEY]: firing });
		expect(await read(SCOPE, [])).toEqual({});
	});

	test('are written and read again within one transaction', async () => {
		const found = await open.run(async (t) => {
			for (const state of [firing, over, firing]) {
				await t.alerts.states(SCOPE, [KEY]);
				await t.alerts.save(SCOPE, new Map([[KEY, state]]));
			}
			return await t.alerts.states(SCOPE, [KEY]);
		});
		expect(found.get(KEY)).toEqual(firing);
		await save(SCOPE, {});
		expect(await read(SCOPE, [KEY])).toEqual({ [KEY]: firing });
	});

	test('are read by whoever comes later as they were left, also at the same moment', async () => {
		const count = async () =>
			await open.run(async (t) => {
				const before = (await t.alerts.states(SCOPE, [KEY])).get(KEY);
				const saidAt = (before?.saidAt ?? 0) + 1;
				await t.alerts.save(SCOPE, new Map([[KEY, { ...firing, saidAt }]]));
			});
		await Promise.all(Array.from({ length: 8 }, count));
		expect((await read(SCOPE, [KEY]))[KEY].saidAt).toBe(8);
	});

	test('many are kept', async () => {
		const many = Object.fromEntries(
			Array.from({ length: 1_500 }, (_, n) => [`key ${n}`, { ...firing, saidAt: n }]),
		);
		await save(SCOPE, many);
		expect(await read(SCOPE, Object.keys(many))).toEqual(many);
	});

	test('are forgotten when nothing was heard of them since', async () => {
		await save(SCOPE, { firing, over });
		await open.run(async (t) => await t.forget(T0, T0 + 1));
		expect(await read(SCOPE, ['firing', 'over'])).toEqual({ over });
	});
}
