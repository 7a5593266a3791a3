import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';

import type { Delivery, OfficeTask, StandStill, Word } from '../support/kills/office.mts';
import { like, OfficeProcess, OfficeProgram } from '../support/kills/officeProcess.mts';
import { messageOf, replyTo } from '../support/kills/deliveries.mts';
import { PostgresServer } from '../support/store/postgresServer.mts';

/*
 * Processes that are stopped (SIGSTOP), as by a debugger, a hypervisor or a
 * machine without memory, while others go on with the same store.
 */

/** In ms; in place of the product's, which nobody wants to wait for. */
const LEASE = 2_000;

let server: PostgresServer;
let program: OfficeProgram;
const running: OfficeProcess[] = [];

before(async () => {
	server = await PostgresServer.start();
	program = await OfficeProgram.build(LEASE);
});
after(async () => {
	program?.remove();
	await server?.stop();
});
afterEach(async () => {
	await Promise.all(running.splice(0).map(async (office) => await office.kill()));
	await server.query('DROP SCHEMA IF EXISTS until_replied CASCADE');
});

async function begin(task: Omit<OfficeTask, 'settings'>): Promise<OfficeProcess> {
	const office = new OfficeProcess(program, { settings: server.settings, ...task });
	running.push(office);
	assert.ok(await office.says(like('ready')));
	return office;
}

async function accepted(office: OfficeProcess, delivery: Delivery): Promise<void> {
	office.tell({ accept: [delivery] });
	const isIt = (word: Word) => 'accepted' in word && word.accepted.includes(delivery.id);
	assert.ok(await office.says((word): word is Word => isIt(word)));
}

const errorsOf = (office: OfficeProcess) => office.words.filter(like('error'));

describe('a process that stands still in a transaction', () => {
	it('delays the others for no longer than its pause, and does it again when it goes on', async () => {
		const frozen = await begin({
			name: 'frozen',
			hasClocks: false,
			standStill: 'in the transaction',
		});
		const other = await begin({ name: 'other', hasClocks: true });
		frozen.tell({ lock: 'customer' });
		assert.ok(await frozen.says(like('stopping')));

		// It waits for the lock of the conversation once, for less than `lock` and without a conflict.
		other.tell({ lock: 'customer' });
		await accepted(other, messageOf('customer', Date.now()));
		await accepted(other, messageOf('somebody else', Date.now()));
		const locked = await other.says(like('locked'));
		assert.deepEqual(locked, { locked: { attempts: 1 } });
		assert.deepEqual(errorsOf(other), []);

		frozen.goOn();
		assert.deepEqual(await frozen.says(like('locked')), { locked: { attempts: 2 } });
	});
});

describe('a process that stands still for longer than its lease', () => {
	/** One of two has claimed the first reminder and stands still; the other sends it, and the customer is answered. */
	async function overtaken(standStill: StandStill) {
		const frozen = await begin({ name: 'frozen', hasClocks: true, standStill });
		await accepted(frozen, messageOf('customer', Date.now()));
		assert.ok(await frozen.says(like('stopping')));
		const other = await begin({ name: 'other', hasClocks: true });
		const isRemindedAgain = (word: Word) => 'left' in word && word.left.output === 1;
		assert.ok(await other.says((word): word is Word => isRemindedAgain(word)));
		await accepted(other, replyTo('customer', Date.now() + 1_000));
		const isAnnounced = (word: Word) => 'left' in word && word.left.output === 'replied';
		assert.ok(await other.says((word): word is Word => isAnnounced(word)));
		frozen.goOn();
		// What it still had to do is done when its clock looks again.
		await accepted(frozen, messageOf('the next', Date.now()));
		const isNext = (word: Word) => 'left' in word && word.left.key === 'the next';
		await Promise.race([
			frozen.says((word): word is Word => isNext(word)),
			other.says((word): word is Word => isNext(word)),
		]);
		const late = frozen.words.filter(like('left')).filter(({ left }) => left.key === 'customer');
		return { frozen, other, late: late.map(({ left }) => left.output) };
	}

	it('before the gate: the gate lets nothing of it leave', async () => {
		const { other, late } = await overtaken('before the gate');
		assert.deepEqual(late, []);
		assert.deepEqual(errorsOf(other), []);
		const sent = other.words.filter(like('left')).map(({ left }) => left);
		assert.deepEqual(
			sent.filter(({ key }) => key === 'customer').map(({ output }) => output),
			[1, 'replied'],
		);
	});

	it('after the gate: what the other sends meanwhile says that it may have come before', async () => {
		const { other, late } = await overtaken('after the gate');
		// Of the process that stood still nothing but this one leaves.
		assert.deepEqual(late, []);
		const [again] = other.words.filter(like('left')).map(({ left }) => left);
		assert.deepEqual(again, { key: 'customer', output: 1, isRedelivery: true });
	});
});
