import type { JobSource } from '../../../src/dispatch/jobSource';
import { jointJobSource } from '../../../src/dispatch/jointJobSource';

/** A job source with so many items due, and what it was asked. */
function aJobSource(name: string, due: number, nextDueAt: number | undefined) {
	const asked: string[] = [];
	const note = async (...words: unknown[]) => void asked.push(words.join(' '));
	const jobSource: JobSource = {
		async poll(limit) {
			await note('poll', limit);
			const count = Math.min(limit, due);
			const jobs = Array.from({ length: count }, (_, index) => ({
				token: `${name}${index}`,
				json: {},
				group: name,
			}));
			return { jobs, nextDueAt };
		},
		renew: async (tokens) => await note('renew', ...tokens),
		settle: async (outcomes) => await note('settle', ...outcomes.map(({ token }) => token)),
		tidy: async () => await note('tidy'),
		recover: async () => await note('recover'),
	};
	return { jobSource, asked };
}

test('what is due of the first goes first, and both together are no more than asked for', async () => {
	const [one, other] = [aJobSource('a', 2, 7), aJobSource('b', 9, 5)];
	const { jobs, nextDueAt } = await jointJobSource(one.jobSource, other.jobSource).poll(5);
	expect(jobs.map(({ token }) => token)).toEqual(['a0', 'a1', 'b0', 'b1', 'b2']);
	expect(nextDueAt).toBe(5);
	expect([...one.asked, ...other.asked]).toEqual(['poll 5', 'poll 3']);
});

test.each([
	[undefined, 5, 5],
	[7, undefined, 7],
	[undefined, undefined, undefined],
])('of %s and %s the next is %s', async (one, other, next) => {
	const joint = jointJobSource(
		aJobSource('a', 0, one).jobSource,
		aJobSource('b', 0, other).jobSource,
	);
	expect((await joint.poll(1)).nextDueAt).toBe(next);
});

test('both hear of everything else', async () => {
	const [one, other] = [aJobSource('a', 0, 0), aJobSource('b', 0, 0)];
	const joint = jointJobSource(one.jobSource, other.jobSource);
	await joint.renew(['x']);
	await joint.settle([{ token: 'x', result: 'sent' }]);
	await joint.tidy();
	await joint.recover();
	expect(one.asked).toEqual(['renew x', 'settle x', 'tidy', 'recover']);
	expect(other.asked).toEqual(one.asked);
});
