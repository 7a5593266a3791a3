import { OpenStore, type StorePlace } from './place';

export function settingContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('the last value counts, also after the store was opened again', async () => {
		await open.run(async (transaction) => {
			await transaction.settings.save('address a', 'one');
			await transaction.settings.save('address b', 'two');
			await transaction.settings.save('address a', 'three');
		});
		await open.reopen();
		const found = await open.run(async (transaction) => [
			await transaction.settings.get('address a'),
			await transaction.settings.get('address b'),
			await transaction.settings.get('address c'),
		]);
		expect(found).toEqual(['three', 'two', undefined]);
	});

	test('what is made once stays, whoever else wants to make it', async () => {
		const made = await Promise.all(
			['one', 'two', 'three'].map(
				async (value) =>
					await open.run(async (transaction) => await transaction.settings.make('key', value)),
			),
		);
		expect(new Set(made).size).toBe(1);
		const kept = await open.run(async (transaction) => await transaction.settings.get('key'));
		expect(kept).toBe(made[0]);
	});
}
