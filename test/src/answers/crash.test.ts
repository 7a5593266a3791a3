import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { createRuntime } from '../../../src/runtime/runtime';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import { systemClock } from '../../../src/time/clock';
import { DAY, HOUR } from '../../../src/time/duration';
import { FakeFeishuApp } from '../../support/chatApps/feishu/fakeFeishuApp.mts';
import type { ListeningTask } from '../../support/chatApps/listeningProcess.mts';
import { FakeSlackApp } from '../../support/chatApps/slack/fakeSlackApp.mts';
import { aMessage, aPolicy, KEY, SCOPE } from '../../support/model/escalations.mts';
import { builtProcess } from '../../support/process/builtProcess.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';

/* A process ends by SIGKILL while it does what somebody said, and the platform delivers it again to the next one. */

/** An app that people answer by. */
interface Platform {
	/** As buttons are signed for it. */
	app: string;
	chat: string;
	message: string;
	people: [string, string];
	start(): Promise<Started>;
}

interface Started {
	as: ListeningTask['as'];
	press(value: string, user: string): string;
	/** In reply to the reminder. */
	say(text: string, user: string): string;
	repeat(delivery: string): void;
	acknowledgement(delivery: string): Promise<unknown>;
	/** How many were acknowledged. */
	acknowledgements(): number;
	stop(): Promise<void>;
}

const slack: Platform = {
	app: 'slack A0123456',
	chat: 'C1',
	message: '1764500000.000100',
	people: ['U1', 'U2'],
	async start() {
		const fake = await FakeSlackApp.start();
		return {
			as: { slack: { baseUrl: fake.apiUrl, appToken: fake.appToken } },
			press: (value, user) => fake.press({ value, user }),
			say: (text, user) => fake.say({ text: `<@UBOT> ${text}`, user, thread: slack.message }),
			repeat: (delivery) => fake.repeat(delivery),
			acknowledgement: async (delivery) => await fake.acknowledgement(delivery),
			acknowledgements: () => fake.acknowledged.length,
			stop: async () => await fake.stop(),
		};
	},
};

const feishu: Platform = {
	app: 'feishu cli_0123456789abcdef',
	chat: 'oc_1',
	message: 'om_1',
	people: ['ou_ann', 'ou_bob'],
	async start() {
		const fake = await FakeFeishuApp.start();
		const { url: baseUrl, appId, appSecret } = fake;
		const { chat, message } = feishu;
		return {
			as: { feishu: { baseUrl, appId, appSecret } },
			press: (value, user) => fake.press({ value: { t: value }, user, chat, message }),
			say: (text, user) => fake.say({ text: `@robot ${text}`, user, chat, parent: message }),
			repeat: (delivery) => fake.repeat(delivery),
			async acknowledgement(delivery) {
				// What could not be stored is acknowledged, too, as a failure.
				expect(await fake.acknowledgement(delivery)).toMatchObject({ code: 200 });
			},
			acknowledgements: () => fake.acknowledged.size,
			stop: async () => await fake.stop(),
		};
	},
};

const script = builtProcess('chatApps/listeningProcess.mts');

describe.each([
	['Slack', slack],
	['Feishu', feishu],
])('what somebody says in %s', (_, platform) => {
	const folder = storeFolder();
	let fake: Started;
	const children: ChildProcess[] = [];

	beforeEach(async () => {
		fake = await platform.start();
	});
	afterEach(async () => {
		for (const child of children.splice(0)) {
			if (child.exitCode === null && child.signalCode === null) {
				child.kill('SIGKILL');
				await once(child, 'close');
			}
		}
		await fake.stop();
	});

	/** Resolves when it is connected. */
	async function listen(dies?: ListeningTask['dies']): Promise<ChildProcess> {
		const task: ListeningTask = { file: folder.file(), app: platform.app, as: fake.as, dies };
		const child = spawn(process.execPath, [script, JSON.stringify(task)], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		children.push(child);
		await once(child.stdout, 'data');
		return child;
	}

	/** Opens the store while nobody else has it open. */
	async function inStore<Result>(
		work: (runtime: ReturnType<typeof createRuntime>) => Promise<Result>,
	): Promise<Result> {
		const store = openSqliteStore(folder.file(), systemClock);
		try {
			return await work(createRuntime(store));
		} finally {
			await store.close();
		}
	}

	/** A conversation of which the chat was reminded; the value of its button. */
	const reminded = async () =>
		await inStore(async ({ engine, links, store }) => {
			await engine.track(SCOPE, [aMessage({ policy: aPolicy({ firstReminderAfter: HOUR }) })]);
			const [{ escalation }] = await engine.find({ conversationKey: KEY }, 1);
			const { app, chat, message } = platform;
			const place = { app, chat, message };
			await store.transaction(async ({ chatMessages, now }) => {
				const about = { escalationId: escalation.id, sentAt: now, body: null, shownHold: 0 };
				await chatMessages.save({ ...place, ...about });
			});
			const settings = { acknowledgeMinutes: 30, snoozeMinutes: 30, validFor: DAY };
			return (await links.buttonWriter(SCOPE, platform.app, settings))(escalation.id);
		});

	/** Who did what, in order. */
	const timeline = async () =>
		await inStore(async ({ engine }) => {
			const [record] = await engine.find({ conversationKey: KEY }, 1);
			return record.timeline
				.filter(({ what }) => what !== 'opened')
				.map((entry) => [entry.what, 'actorId' in entry ? entry.actorId : undefined]);
		});

	const actor = (person: string) => `${platform.app.split(' ')[0]}:${person}`;
	const end = async (child: ChildProcess) => {
		child.kill('SIGKILL');
		await once(child, 'close');
	};

	describe.each(['unstored', 'stored'] as const)(
		'that is %s when the process is killed',
		(dies) => {
			it.each(['a press', 'a word'])('%s counts once, whatever comes between', async (what) => {
				const { acknowledge, snooze } = await reminded();
				const first = await listen(dies);
				const killed = once(first, 'close');
				const [ann, bob] = platform.people;
				const delivery = what === 'a press' ? fake.press(acknowledge, ann) : fake.say('on it', ann);
				expect((await killed)[1]).toBe('SIGKILL');
				expect(fake.acknowledgements()).toBe(0);
				const before = dies === 'stored' ? [['acknowledged', actor(ann)]] : [];
				expect(await timeline()).toEqual(before);

				const second = await listen();
				// Otherwise it might count as the same only since it is the same person within seconds.
				await fake.acknowledgement(fake.press(snooze, bob));
				fake.repeat(delivery);
				await fake.acknowledgement(delivery);
				await end(second);
				const others = [['snoozed', actor(bob)]];
				const after = dies === 'stored' ? others : [...others, ['acknowledged', actor(ann)]];
				expect(await timeline()).toEqual([...before, ...after]);
			});
		},
	);
});
