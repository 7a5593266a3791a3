import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { DateTime } from 'luxon';

import { until } from '../support/n8n/n8nApi.mts';
import { FakeServer } from '../support/robots/fakeServer.mts';
import {
	IS_REPLY,
	operationWorkflow,
	trackingWorkflow,
} from '../support/n8n/operationWorkflows.mts';
import { ALWAYS_ONE_MORE, post, Stage } from '../support/n8n/stage.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';

interface Left {
	output: string;
	item: any;
}

/** Somebody is on it for so many seconds. */
const HOLD = 5;

const OPERATIONS: Record<string, Record<string, unknown>> = {
	acknowledge: { holdFor: HOLD, holdForUnit: 'seconds', actor: '={{ $json.body.by }}' },
	snooze: { snoozeFor: HOLD, snoozeForUnit: 'seconds' },
	snoozeUntil: { operation: 'snooze', snooze: 'until', snoozeUntil: '={{ $json.body.time }}' },
	markReplied: { actor: '={{ $json.body.by }}' },
	cancel: {},
	forget: {},
	forgetVisitor: {
		operation: 'forget',
		forgetBy: 'visitorName',
		visitor: '={{ $json.body.name }}',
	},
	get: {},
	getMany: {
		returnAll: true,
		filters: { states: '={{ $json.body.states }}', openedFrom: '={{ $json.body.openedFrom }}' },
	},
	getPage: { operation: 'getMany', limit: 2, skip: '={{ $json.body.skip }}' },
};

describe('Repeat Until Replied on the real n8n', () => {
	let stage: Stage;
	let listener: FakeServer;
	const left: Left[] = [];
	/** Outputs whose listener answers with an error. */
	const broken = new Set<string>();

	before(async () => {
		stage = await Stage.start();
		listener = await FakeServer.start(({ url, json }) => {
			const [, path, output] = url.pathname.split('/');
			if (broken.has(path)) return output === 'Reminder' ? { status: 500, body: 'down' } : heard();
			return heard();

			function heard() {
				left.push({ output: `${path}/${decodeURIComponent(output)}`, item: json });
				return { status: 200, body: 'ok' };
			}
		});
		for (const [path, parameters] of Object.entries(OPERATIONS)) {
			const workflow = operationWorkflow(path, { operation: path, ...parameters });
			await stage.api.publish(await stage.api.createWorkflow(workflow));
		}
	});
	after(async () => {
		await stage.stop();
		await listener.stop();
	});

	/** Publishes a policy; the returned functions speak to it. */
	async function track(policy: Record<string, unknown>, levels?: string[]) {
		const path = randomUUID();
		const workflow = trackingWorkflow(path, `${listener.url}/${path}`, policy, levels);
		await stage.api.publish(await stage.api.createWorkflow(workflow));
		const send = async (body: object) =>
			await until(
				'the webhook is there',
				async () => (await post(hook(path), JSON.stringify(body))).status === 200,
			);
		/** What left for a conversation, as `output number`. */
		const heard = (key: string) =>
			left
				.filter(({ output, item }) => output.startsWith(path) && item.conversation?.key === key)
				.map(({ output, item }) => {
					const name = output.slice(path.length + 1);
					return item.reminder ? `${name} ${item.reminder.number}` : name;
				});
		const items = () => left.filter(({ output }) => output.startsWith(path));
		return { path, send, heard, items };
	}

	const hook = (path: string) => `${stage.n8n.url}/webhook/${path}`;

	async function operate(operation: string, body: object): Promise<any[]> {
		const answer = await post(hook(operation), JSON.stringify(body));
		assert.equal(answer.status, 200, JSON.stringify(answer.body));
		return answer.body;
	}

	/** In ms after it opened, when a conversation was reminded and exhausted, as its timeline has it. */
	async function timesOf(key: string): Promise<number[]> {
		const [{ openedAt, timeline }] = await operate('get', { key });
		return timeline
			.filter(({ what }: { what: string }) => ['reminder', 'exhausted'].includes(what))
			.map(({ at }: { at: string }) => Date.parse(at) - Date.parse(openedAt));
	}

	/** What comes late does not put off what follows it. */
	function assertNeverEarly(times: number[], delays: number[]) {
		assert.equal(times.length, delays.length);
		let due = 0;
		times.forEach((time, index) => {
			due += delays[index] * 1_000;
			assert.ok(time >= due, `${times.join()} ms`);
		});
	}

	it('reminders by a list of delays, the last of which repeats', async () => {
		const key = randomUUID();
		const schedule = { repeat: 'list', delays: '1, 2, 1', delaysUnit: 'seconds' };
		const { send, heard } = await track({
			maximumReminders: 4,
			options: optionGroups({ schedule }),
		});
		await send({ key });
		await until('it is exhausted', () => heard(key).includes('Exhausted'));
		assert.deepEqual(heard(key), [
			'Reminder 1',
			'Reminder 2',
			'Reminder 3',
			'Reminder 4',
			'Exhausted',
		]);
		assertNeverEarly(await timesOf(key), [1, 2, 1, 1, 1]);
	});

	it('reminders at growing intervals, up to the longest', async () => {
		const key = randomUUID();
		const { send, heard } = await track({
			remindEvery: 1,
			maximumReminders: 3,
			options: optionGroups({
				schedule: {
					repeat: 'growing',
					growthFactor: 2,
					longestInterval: 3,
					longestIntervalUnit: 'seconds',
				},
			}),
		});
		await send({ key });
		await until('it is exhausted', () => heard(key).includes('Exhausted'));
		assertNeverEarly(await timesOf(key), [1, 1, 2, 3]);
	});

	it('sends each level by its output', async () => {
		const key = randomUUID();
		const level = [
			{ name: 'Lead', fromReminder: 2 },
			{ name: 'Manager', fromReminder: 3 },
		];
		const policy = { maximumReminders: 3, levels: { level } };
		const { send, heard } = await track(policy, ['Lead', 'Manager']);
		await send({ key });
		await until('it is exhausted', () => heard(key).includes('Exhausted'));
		assert.deepEqual(heard(key), ['Reminder 1', 'Lead 2', 'Manager 3', 'Exhausted']);
	});

	it('ends with a reply, and says so', async () => {
		const key = randomUUID();
		const { send, heard } = await track({ remindEvery: 60 });
		await send({ key });
		await until('reminder 1', () => heard(key).includes('Reminder 1'));
		await send({ key, isReply: true });
		await until('it is replied', () => heard(key).includes('Replied'));
		const [known] = await operate('get', { key });
		assert.equal(known.state, 'replied');
		assert.deepEqual(heard(key), ['Reminder 1', 'Replied']);
	});

	it('is held by Acknowledge and Snooze, and goes on', async () => {
		const keys = [randomUUID(), randomUUID(), randomUUID()];
		const { send } = await track({ firstReminderAfter: 4, ...ALWAYS_ONE_MORE });
		await send({ key: keys[0] });
		const [acknowledged] = await operate('acknowledge', { key: keys[0], by: 'Li Lei' });
		await send({ key: keys[1] });
		const [snoozed] = await operate('snooze', { key: keys[1] });
		await send({ key: keys[2] });
		// Not over before n8n has read it.
		const time = new Date(Date.now() + 20_000).toISOString();
		const [later] = await operate('snoozeUntil', { key: keys[2], time });
		assert.equal(acknowledged.escalations[0].state, 'acknowledged');
		assert.equal(snoozed.escalations[0].state, 'snoozed');
		assert.equal(later.escalations[0].state, 'snoozed');
		for (const key of keys) {
			const { held, next, timeline } = await until('it went on', async () => {
				const [{ timeline }] = await operate('get', { key });
				const index = timeline.findIndex(({ what }: any) => /acknowledged|snoozed/.test(what));
				const next = timeline.slice(index).find(({ what }: any) => what === 'reminder');
				return next && { held: timeline[index], next, timeline };
			});
			const wait = key === keys[2] ? Date.parse(time) - Date.parse(held.at) : HOLD * 1_000;
			assert.ok(Date.parse(next.at) - Date.parse(held.at) >= wait, JSON.stringify(timeline));
		}
		const [known] = await operate('get', { key: keys[0] });
		assert.equal(known.lastHold.by, 'Li Lei');
	});

	it('ends by Mark as Replied with a word, by Cancel without', async () => {
		const [replied, cancelled] = [randomUUID(), randomUUID()];
		const { send, heard } = await track({ remindEvery: 60 });
		for (const key of [replied, cancelled]) await send({ key });
		for (const key of [replied, cancelled]) {
			await until('reminder 1', () => heard(key).includes('Reminder 1'));
		}
		await operate('cancel', { key: cancelled });
		await operate('markReplied', { key: replied, by: 'Ann' });
		await until('it is replied', () => heard(replied).includes('Replied'));
		const [one] = await operate('get', { key: replied });
		const [other] = await operate('get', { key: cancelled });
		assert.deepEqual([one.state, one.endedBy], ['replied', 'Ann']);
		assert.deepEqual([other.state, other.endedBecause], ['cancelled', 'cancelled']);
		assert.ok(!heard(cancelled).includes('Replied') && !heard(cancelled).includes('Exhausted'));
	});

	it('forgets a customer, by key and by name, until they write anew', async () => {
		const [key, other, bystander] = [randomUUID(), randomUUID(), randomUUID()];
		const name = `Visitor ${randomUUID()}`;
		const { send, heard } = await track(ALWAYS_ONE_MORE);
		for (const each of [key, other]) await send({ key: each, visitor: { name } });
		for (const each of [key, other]) {
			await until('reminder 1', () => heard(each).includes('Reminder 1'));
		}
		const [byKey] = await operate('forget', { key });
		const [byName] = await operate('forgetVisitor', { name });
		assert.equal(byKey.forgotten.conversations, 1);
		assert.equal(byName.forgotten.conversations, 1);
		assert.match(byKey.notice, /n8n's executions still contain/);
		const counted = [heard(key).length, heard(other).length];
		await send({ key: bystander });
		await until('three reminders for another', () => heard(bystander).length >= 3);
		// One may have been on its way.
		assert.ok(heard(key).length <= counted[0] + 1 && heard(other).length <= counted[1] + 1);
		for (const each of [key, other]) {
			assert.deepEqual(await operate('get', { key: each }), [
				{ conversation: { key: each }, state: 'none' },
			]);
		}
		const store = join(stage.n8n.options.userFolder, '.n8n', 'until-replied.sqlite');
		for (const file of [store, `${store}-wal`]) {
			assert.equal((await stat(file)).mode & 0o777, 0o600, file);
			const bytes = await readFile(file);
			for (const word of [name, key, other]) assert.ok(!bytes.includes(word), `${word} in ${file}`);
		}
		const before = heard(key).length;
		await send({ key });
		await until('reminder 1 again', () => heard(key).slice(before).includes('Reminder 1'));
		for (const each of [key, bystander]) await operate('cancel', { key: each });
	});

	it('finds many, by filters and in pages', async () => {
		const keys = [1, 2, 3].map(() => randomUUID());
		const openedFrom = new Date().toISOString();
		const { send } = await track({ firstReminderAfter: 60 });
		for (const key of keys) await send({ key });
		await operate('cancel', { key: keys[1] });
		const keysOf = (found: any[]) => found.map(({ conversation }) => conversation.key);
		const open = await operate('getMany', { states: ['open'], openedFrom });
		assert.deepEqual(keysOf(open), [keys[2], keys[0]]);
		const first = await operate('getPage', { skip: 0 });
		const second = await operate('getPage', { skip: 2 });
		assert.deepEqual(keysOf([...first, ...second]).slice(0, 3), keys.toReversed());
		assert.ok(open.every(({ trackedBy }: any) => trackedBy.isPublished));
	});

	it('takes silence for an answer', async () => {
		const key = randomUUID();
		const options = optionGroups({
			replies: {
				isReply: IS_REPLY,
				endWhenSilentMinutes: 0.05,
				announceEveryReply: true,
			},
		});
		const { send, heard } = await track({ firstReminderAfter: 60, options });
		await send({ key });
		await until('it is replied', () => heard(key).includes('Replied'));
		const [{ endedBecause }] = await operate('get', { key });
		assert.equal(endedBecause, 'silence');
	});

	it('gives up after a time, whatever the maximum', async () => {
		const key = randomUUID();
		const options = optionGroups({ schedule: { giveUpAfterHours: 2.5 / 3600 } });
		const { send, heard } = await track({ maximumReminders: 0, options });
		await send({ key });
		await until('it is exhausted', () => heard(key).includes('Exhausted'));
		const [{ endedBecause }] = await operate('get', { key });
		assert.equal(endedBecause, 'timeLimit');
	});

	for (const outside of ['wait', 'skip', 'pause']) {
		it(`keeps to active hours: ${outside}`, async () => {
			const key = randomUUID();
			const timeZone = 'Asia/Shanghai';
			const tomorrow = DateTime.now().setZone(timeZone).plus({ days: 1 });
			const ranges = [{ weekdays: [tomorrow.weekday], from: '09:00', to: '18:00' }];
			const options = optionGroups({
				activeHours: { timeZone, hours: { ranges }, outsideActiveHours: outside },
			});
			const policy = { firstReminderAfterUnit: 'minutes', remindEveryUnit: 'minutes', options };
			const { send } = await track(policy);
			await send({ key });
			const [{ nextReminderAt }] = await operate('get', { key });
			const opening = tomorrow.set({ hour: 9, minute: 0, second: 0, millisecond: 0 }).toMillis();
			const after = Date.parse(nextReminderAt) - opening;
			if (outside === 'wait') assert.equal(after, 0);
			if (outside === 'pause') assert.equal(after, 60_000);
			if (outside === 'skip') assert.ok(after >= 0 && after < 60_000, `${after} ms`);
		});
	}

	it('tells by Failing that reminders cannot be sent, and goes on when they can', async () => {
		const key = randomUUID();
		const options = optionGroups({ failures: { attempts: 1 } });
		const policy = { ...ALWAYS_ONE_MORE, remindEvery: 2, options };
		const { path, send, heard, items } = await track(policy);
		broken.add(path);
		await send({ key });
		await until('it fails', () => heard(key).includes('Failing'));
		const failing = items().find(({ output }) => output.endsWith('Failing'));
		assert.match(failing?.item.escalation.failing.reason, /500|service/i);
		broken.delete(path);
		await until('two reminders', () => heard(key).length >= 3);
		const [first, ...reminders] = heard(key);
		assert.equal(first, 'Failing');
		assert.ok(
			reminders.every((reminder) => reminder.startsWith('Reminder ')),
			heard(key).join(),
		);
		await operate('cancel', { key });
	});

	it('groups what is due together', async () => {
		const options = optionGroups({
			grouping: { groupBy: '={{ $json.shop }}', groupWithinSeconds: 4 },
		});
		const { send, items } = await track({ maximumReminders: 1, options });
		await Promise.all([
			send({ key: randomUUID(), shop: 'a' }),
			send({ key: randomUUID(), shop: 'a' }),
			send({ key: randomUUID(), shop: 'b' }),
		]);
		const reminders = () => items().filter(({ output }) => output.endsWith('/Reminder'));
		const count = () =>
			reminders().reduce((sum, { item }) => sum + (item.conversations?.length ?? 1), 0);
		await until('all were reminded', () => count() === 3);
		const digests = reminders().filter(({ item }) => item.digest);
		// The three may have come in two of the four seconds' steps; mostly they do not.
		assert.ok(reminders().length <= 3 && digests.every(({ item }) => item.digest.by === 'a'));
	});
});
