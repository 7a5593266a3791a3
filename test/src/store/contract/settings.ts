import { OpenStore, type StorePlace } from './place';

export function settingContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('the last value counts, also after the store was opened again', async () => {
		await open.run(async (transaction) => {
			await transaction.saveSetting('address a', 'one');
			await transaction.saveSetting('address b', 'two');
			await transaction.saveSetting('address a', 'three');
		});
		await open.reopen();
		const found = await open.run(async (transaction) => [
			await transaction.setting('address a'),
			await transaction.setting('address b'),
			await transaction.setting('address c'),
		]);
		expect(found).toEqual(['three', 'two', undefined]);
	});

	test('what is made once stays, whoever else wants to make it', async () => {
		const made = await Promise.all(
			['one', 'two', 'three'].map(
				async (value) =>
					await open.run(async (transaction) => await transaction.makeSetting('key', value)),
			),
		);
		expect(new Set(made).size).toBe(1);
		const kept = await open.run(async (transaction) => await transaction.setting('key'));
		expect(kept).toBe(made[0]);
	});
}
