import type { Duty } from '../../../src/dispatch/jobSource';
import { jointDuty } from '../../../src/dispatch/jointJobSource';

/** A duty with so many items due, and what it was asked. */
function aDuty(name: string, due: number, nextDueAt: number | undefined) {
	const asked: string[] = [];
	const note = async (...words: unknown[]) => void asked.push(words.join(' '));
	const duty: Duty = {
		async look(limit) {
			await note('look', limit);
			const count = Math.min(limit, due);
			const items = Array.from({ length: count }, (_, index) => ({
				token: `${name}${index}`,
				json: {},
				group: name,
			}));
			return { items, nextDueAt };
		},
		renew: async (tokens) => await note('renew', ...tokens),
		settle: async (outcomes) => await note('settle', ...outcomes.map(({ token }) => token)),
		tidy: async () => await note('tidy'),
		recover: async () => await note('recover'),
	};
	return { duty, asked };
}

test('what is due of the first goes first, and both together are no more than asked for', async () => {
	const [one, other] = [aDuty('a', 2, 7), aDuty('b', 9, 5)];
	const { items, nextDueAt } = await jointDuty(one.duty, other.duty).look(5);
	expect(items.map(({ token }) => token)).toEqual(['a0', 'a1', 'b0', 'b1', 'b2']);
	expect(nextDueAt).toBe(5);
	expect([...one.asked, ...other.asked]).toEqual(['look 5', 'look 3']);
});

test.each([
	[undefined, 5, 5],
	[7, undefined, 7],
	[undefined, undefined, undefined],
])('of %s and %s the next is %s', async (one, other, next) => {
	const joint = jointDuty(aDuty('a', 0, one).duty, aDuty('b', 0, other).duty);
	expect((await joint.look(1)).nextDueAt).toBe(next);
});

test('both hear of everything else', async () => {
	const [one, other] = [aDuty('a', 0, 0), aDuty('b', 0, 0)];
	const joint = jointDuty(one.duty, other.duty);
	await joint.renew(['x']);
	await joint.settle([{ token: 'x', result: 'sent' }]);
	await joint.tidy();
	await joint.recover();
	expect(one.asked).toEqual(['renew x', 'settle x', 'tidy', 'recover']);
	expect(other.asked).toEqual(one.asked);
});
