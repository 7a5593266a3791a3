import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { AnswerRules } from '../../src/answers/answer.ts';
import type { Store } from '../../src/store/store.ts';
import { askPlatform } from '../../test/support/chatApps/platformRequest.mts';
import { FakeSlackApp } from '../../test/support/chatApps/slack/fakeSlackApp.mts';
import { root } from '../../test/support/repository/root.mts';
import { PostgresServer } from '../../test/support/store/postgresServer.mts';
import { percentile } from '../lib/percentile.mts';
import type { Comparison } from './comparison.mts';
import { message, newEngine, openPostgres, openSqlite, SCOPE } from './store/product.mts';

/*
 * How long a press in a chat takes until it is stored and acknowledged, a
 * hundred of them a second, beside events that are accepted meanwhile. Without
 * n8n around either; the connection is a real one, to a gateway of ours.
 */

const PRESSES_PER_SECOND = 100;
const DAY = 86_400_000;
const TRIGGER = 'benchmark:trigger';

const require = createRequire(join(root, 'package.json'));
const built = (path: string) => require(join(root, 'dist', 'src', path));

const RULES: AnswerRules = {
	acknowledgeMinutes: 30,
	snoozeMinutes: 30,
	words: {},
	mayAnswer: [],
	chats: [],
	otherWords: 'acknowledge',
	guests: 'refuse',
};

/** @param folder where the embedded store may be. */
export async function compareAnswers(
	folder: string,
	quick: boolean,
	tell: (line: string) => void,
): Promise<Comparison[]> {
	const rounds = quick ? { count: 1, presses: 300 } : { count: 3, presses: 1_500 };
	const postgres = await PostgresServer.start();
	try {
		return [
			await compare('SQLite', rounds, tell, (round) =>
				openSqlite(join(folder, `answers-${round}.sqlite`)),
			),
			await compare(
				'Postgres',
				rounds,
				tell,
				async (round) => await openPostgres({ ...postgres.settings, schema: `answers_${round}` }),
			),
		];
	} finally {
		await postgres.stop();
	}
}

async function compare(
	setting: string,
	rounds: { count: number; presses: number },
	tell: (line: string) => void,
	open: (round: number) => Store | Promise<Store>,
): Promise<Comparison> {
	const [ours, theirs]: number[][] = [[], []];
	for (let round = 0; round < rounds.count; round += 1) {
		const store = await open(round);
		try {
			const { presses, events } = await pressAndAccept(store, rounds.presses);
			const [press, event] = [percentile(presses, 0.99), percentile(events, 0.99)];
			tell(
				`${setting}: a press ${middle(presses)} ms (p99 ${press.toFixed(0)} ms), an event ${middle(events)} ms (p99 ${event.toFixed(0)} ms)`,
			);
			ours.push(1_000 / press);
			theirs.push(1_000 / event);
		} finally {
			await store.close();
		}
	}
	return { measure: 'Presses, 1/p99 s', setting, rival: 'events', ours, theirs };
}

const middle = (times: number[]) => percentile(times, 0.5).toFixed(1);

/** Milliseconds of each press until it was acknowledged, and of each event until it was stored. */
async function pressAndAccept(
	store: Store,
	count: number,
): Promise<{ presses: number[]; events: number[] }> {
	const fake = await FakeSlackApp.start();
	const { slackAppName } = built('chatApps/slack/app.js');
	const app: string = slackAppName(fake.appToken);
	const runtime = built('runtime/runtime.js').createRuntime(store);
	const engine = newEngine(store);
	for (let number = 0; number < count; number += 1) {
		await engine.track(SCOPE, [message(number, DAY)]);
	}
	const ids = (await engine.find({}, count)).map(({ escalation }) => escalation.id);
	const buttonsOf = await runtime.links.buttonWriter(SCOPE, app, {
		...{ acknowledgeMinutes: 30, snoozeMinutes: 30 },
		validFor: DAY,
	});
	const { act } = built('answers/act.js') as typeof import('../../src/answers/act.ts');
	const sent = built('answers/storedMessages.js').storedMessages(store, app);
	const connection = new (built('chatApps/connection/connection.js').ChatConnection)({
		dialect: built('chatApps/slack/dialect.js').slackDialect({
			baseUrl: fake.apiUrl,
			appToken: fake.appToken,
		}),
		clock: runtime.clock,
		ask: askPlatform,
		onIncoming: async (incoming: Parameters<typeof act>[1]) => {
			const { outcome } = await act(
				{ ...runtime, wake: () => undefined, app, rules: RULES, sent },
				incoming,
			);
			if (outcome !== 'done') throw new Error(`A press was ${outcome}`);
		},
	});
	connection.start();
	await fake.connected(1);
	const pressed = new Map<string, number>();
	const presses: number[] = [];
	const events: number[] = [];
	let done = () => {};
	const all = new Promise<void>((resolve) => (done = resolve));
	fake.onAcknowledged = (id) => {
		presses.push(performance.now() - pressed.get(id)!);
		if (presses.length === count) done();
	};
	const begun = performance.now();
	const accepting: Array<Promise<void>> = [];
	for (let number = 0; number < count; number += 1) {
		const at = begun + (number * 1_000) / PRESSES_PER_SECOND;
		await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));
		// From when it should have been pressed: a process that is late makes people wait, too.
		pressed.set(
			fake.press({ value: buttonsOf(ids[number]).acknowledge, user: `U${number}` }),
			Math.min(at, performance.now()),
		);
		if (number % 2 === 0) continue;
		const before = Math.min(at, performance.now());
		accepting.push(
			runtime.inbox
				.accept(
					TRIGGER,
					[{ id: `event ${number}`, conversation: { key: `event ${number}`, effect: 'opens' } }],
					{ cameBy: TRIGGER },
				)
				.then(() => void events.push(performance.now() - before)),
		);
	}
	await Promise.all([all, ...accepting]);
	await connection.close();
	await fake.stop();
	return { presses, events };
}
