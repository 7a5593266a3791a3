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

	test('what was removed is gone, and what was not there stays so', async () => {
		const found = await open.run(async ({ settings }) => {
			await settings.save('address a', 'one');
			await settings.save('address b', 'two');
			await settings.remove('address a');
			await settings.remove('address c');
			return await settings.beginningWith('address ');
		});
		expect([...found]).toEqual([['address b', 'two']]);
		await open.reopen();
		expect(await open.run(async ({ settings }) => await settings.get('address a'))).toBeUndefined();
	});

	test('names are found by their beginning, whatever else stands in them', async () => {
		const names = ['a 1', 'a 1:x', 'a 1:y%_', 'a 1:\u00fcber', 'a 10:x', 'a 2:x', 'b 1:x', 'A 1:x'];
		const found = await open.run(async (transaction) => {
			for (const name of names) await transaction.settings.save(name, 'value');
			const { settings } = transaction;
			return [
				await settings.beginningWith('a 1:'),
				await settings.beginningWith('a '),
				await settings.beginningWith('nothing'),
			];
		});
		expect(found.flatMap((settings) => [...settings.values()])).toEqual(Array(9).fill('value'));
		expect(found.map((settings) => [...settings.keys()])).toEqual([
			['a 1:x', 'a 1:y%_', 'a 1:\u00fcber'],
			['a 1', 'a 10:x', 'a 1:x', 'a 1:y%_', 'a 1:\u00fcber', 'a 2:x'],
			[],
		]);
	});

	test('numbers are added to what is kept, also by those who do it at the same time', async () => {
		const many = Array.from({ length: 20 }, (_, n) => n + 1);
		await Promise.all(
			many.map(async (n) => {
				const amounts = new Map([
					['count b', n],
					['count a', 1],
				]);
				await open.run(async ({ settings }) => await settings.add(amounts));
			}),
		);
		await open.run(async ({ settings }) => await settings.add(new Map([['count a', 2 ** 40]])));
		await open.reopen();
		const kept = await open.run(async ({ settings }) => await settings.beginningWith('count '));
		expect([...kept]).toEqual([
			['count a', String(2 ** 40 + 20)],
			['count b', '210'],
		]);
	});

	test('what is removed is not there', async () => {
		const found = await open.run(async ({ settings }) => {
			for (const name of ['a', 'b']) await settings.save(name, 'value');
			await settings.remove('a');
			await settings.remove('c');
			return [await settings.get('a'), await settings.get('b')];
		});
		expect(found).toEqual([undefined, 'value']);
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
