import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { createRuntime } from '../../../src/runtime/runtime';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import { systemClock } from '../../../src/time/clock';
import { DAY, HOUR } from '../../../src/time/duration';
import { FakeSlackApp } from '../../support/chatApps/slack/fakeSlackApp.mts';
import type { ListeningTask } from '../../support/chatApps/slack/listeningProcess.mts';
import { aMessage, aPolicy, KEY, SCOPE } from '../../support/model/escalations.mts';
import { builtProcess } from '../../support/process/builtProcess.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';

/* A process ends by SIGKILL while it does what somebody said, and the platform delivers it again to the next one. */

const APP = 'slack A0123456';
const script = builtProcess('chatApps/slack/listeningProcess.mts');
const folder = storeFolder();
let slack: FakeSlackApp;
const children: ChildProcess[] = [];

beforeEach(async () => {
	slack = await FakeSlackApp.start();
});
afterEach(async () => {
	for (const child of children.splice(0)) {
		if (child.exitCode === null && child.signalCode === null) {
			child.kill('SIGKILL');
			await once(child, 'close');
		}
	}
	await slack.stop();
});

/** Resolves when it is connected. */
async function listen(dies?: ListeningTask['dies']): Promise<ChildProcess> {
	const { apiUrl: baseUrl, appToken } = slack;
	const task: ListeningTask = { file: folder.file(), app: APP, baseUrl, appToken, dies };
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

/** A conversation of which the channel C1 was reminded; the value of its button. */
const reminded = async () =>
	await inStore(async ({ engine, links, store }) => {
		await engine.track(SCOPE, [aMessage({ policy: aPolicy({ firstReminderAfter: HOUR }) })]);
		const [{ escalation }] = await engine.find({ conversationKey: KEY }, 1);
		const place = { app: APP, chat: 'C1', message: '1764500000.000100' };
		await store.transaction(async ({ chatMessages, now }) => {
			const about = { escalationId: escalation.id, sentAt: now, body: null, shownHold: 0 };
			await chatMessages.save({ ...place, ...about });
		});
		const settings = { acknowledgeMinutes: 30, snoozeMinutes: 30, validFor: DAY };
		return (await links.buttonWriter(SCOPE, APP, settings))(escalation.id);
	});

/** Who did what, in order. */
const timeline = async () =>
	await inStore(async ({ engine }) => {
		const [record] = await engine.find({ conversationKey: KEY }, 1);
		return record.timeline
			.filter(({ what }) => what !== 'opened')
			.map((entry) => [entry.what, 'actorId' in entry ? entry.actorId : undefined]);
	});

const end = async (child: ChildProcess) => {
	child.kill('SIGKILL');
	await once(child, 'close');
};

describe.each(['unstored', 'stored'] as const)('that is %s when the process is killed', (dies) => {
	it.each(['a press', 'a word'])('%s counts once, whatever comes between', async (what) => {
		const { acknowledge, snooze } = await reminded();
		const first = await listen(dies);
		const killed = once(first, 'close');
		const thread = '1764500000.000100';
		const delivery =
			what === 'a press'
				? slack.press({ value: acknowledge, user: 'U1' })
				: slack.say({ text: '<@UBOT> on it', user: 'U1', thread });
		expect((await killed)[1]).toBe('SIGKILL');
		expect(slack.acknowledged).toEqual([]);
		const before = dies === 'stored' ? [['acknowledged', 'slack:U1']] : [];
		expect(await timeline()).toEqual(before);

		const second = await listen();
		// Otherwise it might count as the same only since it is the same person within seconds.
		await slack.acknowledgement(slack.press({ value: snooze, user: 'U2' }));
		slack.repeat(delivery);
		await slack.acknowledgement(delivery);
		await end(second);
		const others = [['snoozed', 'slack:U2']];
		const after = dies === 'stored' ? others : [...others, ['acknowledged', 'slack:U1']];
		expect(await timeline()).toEqual([...before, ...after]);
	});
});
