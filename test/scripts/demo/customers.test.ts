import { customerAfter } from '../../../scripts/demo/customers.mts';

it('every customer has a name of their own, and something to say', () => {
	for (const language of ['en', 'zh'] as const) {
		const customers = Array.from({ length: 100 }, (_, count) => customerAfter(count, language));
		expect(new Set(customers.map(({ name }) => name)).size).toBe(100);
		for (const { message, reply } of customers) {
			// The robots of the demo speak the language of the customer.
			for (const text of [message, reply]) expect(/[一-鿿]/.test(text)).toBe(language === 'zh');
		}
	}
});
