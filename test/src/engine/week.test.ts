import crypto from 'node:crypto';

import { seeded } from '../../support/model/random.mts';
import { Week, type Outcome } from '../../support/model/week.mts';

/** The same week on every run. `CONVERSATIONS=1000000 SEED=2 npx jest week` looks at a fuller and another one, `npm run test:long` at one of 100,000. */
const SEED = Number(process.env.SEED ?? 1);
const CONVERSATIONS = Number(process.env.CONVERSATIONS ?? 10_000);
/** ms: no week takes so long, however busy the machine is. */
const HANGS = 30 * 60_000;

/** Those that are due at the same time come in the order of their ids, so that these are of the seed too. */
async function live(conversations: number): Promise<Outcome> {
	const random = seeded(SEED);
	const bytes = (size: number) => Buffer.from(Array.from({ length: size }, () => random() * 256));
	jest.spyOn(crypto, 'randomBytes').mockImplementation(bytes as typeof crypto.randomBytes);
	return await new Week(SEED, conversations).live();
}

test(
	`the promises hold through a week of ${CONVERSATIONS} conversations`,
	async () => {
		const outcome = await live(CONVERSATIONS);
		console.log(`A week of seed ${SEED}`, outcome);
		// Every conversation opened, but those whose reply was faster than the message.
		expect(outcome.conversations).toBeGreaterThan(0.95 * CONVERSATIONS);
		expect(outcome.replied + outcome.exhausted + outcome.superseded).toBe(outcome.conversations);
		expect(outcome.reminders).toBeGreaterThan(CONVERSATIONS);
	},
	HANGS,
);

test(
	'the same seed brings the same week',
	async () => {
		expect(await live(500)).toEqual(await live(500));
	},
	HANGS,
);
