import { Week } from '../../support/week.mts';

/** The same week on every run. `CONVERSATIONS=100000 SEED=2 npx jest week` looks at a fuller and another one. */
const SEED = Number(process.env.SEED ?? 1);
const CONVERSATIONS = Number(process.env.CONVERSATIONS ?? 10_000);

test(`the promises hold through a week of ${CONVERSATIONS} conversations`, async () => {
	const outcome = await new Week(SEED, CONVERSATIONS).live();
	console.log(`A week of seed ${SEED}`, outcome);
	// Every conversation opened, but those whose reply was faster than the message.
	expect(outcome.conversations).toBeGreaterThan(0.95 * CONVERSATIONS);
	expect(outcome.replied + outcome.exhausted + outcome.superseded).toBe(outcome.conversations);
	expect(outcome.pushes).toBeGreaterThan(CONVERSATIONS);
}, 600_000);

test('the same seed brings the same week', async () => {
	const outcomes = [await new Week(SEED, 500).live(), await new Week(SEED, 500).live()];
	expect(outcomes[0]).toEqual(outcomes[1]);
}, 600_000);
