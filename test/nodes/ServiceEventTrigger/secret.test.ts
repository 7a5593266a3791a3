import { randomUUID } from 'node:crypto';

import type { IWebhookFunctions } from 'n8n-workflow';

import { checkWithSecrets } from '../../../nodes/ServiceEventTrigger/secret';
import type { Verdict } from '../../../src/events/signature/signature';
import { FakeClock } from '../../support/time/fakeClock.mts';

const wrong: Verdict = { ok: false, reason: 'wrong', field: 'x', message: '' };

/** A node whose credential n8n decrypts, and who asks for it. */
class Node {
	readonly clock = new FakeClock(1_700_000_000_000);

	reads = 0;

	private readonly id = randomUUID();

	constructor(public credential: { secret?: unknown; furtherSecrets?: unknown } | Error) {}

	async send(given: string): Promise<boolean> {
		const webhook = {
			getNode: () => ({
				id: this.id,
				credentials: { serviceEventWebhookApi: { id: 'one', name: 'Secret' } },
			}),
			getWorkflow: () => ({ id: 'workflow' }),
			getCredentials: async () => {
				this.reads += 1;
				await Promise.resolve();
				if (this.credential instanceof Error) throw this.credential;
				return this.credential;
			},
		} as unknown as IWebhookFunctions;
		const check = (secret: string): Verdict => (secret === given ? { ok: true } : wrong);
		return (await checkWithSecrets(webhook, this.clock, check)).ok;
	}

	async sendMany(given: string, count: number): Promise<void> {
		await Promise.all(Array.from({ length: count }, async () => await this.send(given)));
	}
}

describe('the credential', () => {
	it('is read once for two hundred wrong secrets, one after the other or at once', async () => {
		const node = new Node({ secret: 'right' });
		for (let count = 0; count < 100; count += 1) expect(await node.send('guess')).toBe(false);
		expect(node.reads).toBe(1);
		const other = new Node({ secret: 'right' });
		await other.sendMany('guess', 200);
		expect(other.reads).toBe(1);
	});

	it('is read no more than once in five seconds for whoever guesses, also while others are right', async () => {
		const node = new Node({ secret: 'right' });
		const SECONDS = 60;
		for (let second = 0; second < SECONDS; second += 1) {
			expect(await node.send('right')).toBe(true);
			await node.sendMany('guess', 10);
			await node.clock.advance(1_000);
		}
		// Every five seconds for those who are right, and for those who guess.
		expect(node.reads).toBeLessThanOrEqual((2 * SECONDS) / 5);
	});

	it('is read once in five seconds for those who are right', async () => {
		const node = new Node({ secret: 'right' });
		await node.sendMany('right', 50);
		await node.clock.advance(4_999);
		await node.sendMany('right', 50);
		expect(node.reads).toBe(1);
		await node.clock.advance(1);
		await node.sendMany('right', 50);
		expect(node.reads).toBe(2);
	});

	it('counts as changed at once for the first who knows the new secret', async () => {
		const node = new Node({ secret: 'old' });
		expect(await node.send('old')).toBe(true);
		node.credential = { secret: 'new' };
		expect(await node.send('new')).toBe(true);
		expect(await node.send('old')).toBe(false);
	});

	it('counts as changed within five seconds, however many guess meanwhile', async () => {
		const node = new Node({ secret: 'old' });
		await node.sendMany('guess', 20);
		node.credential = { secret: 'new' };
		expect(await node.send('new')).toBe(false);
		await node.clock.advance(4_999);
		await node.sendMany('guess', 20);
		await node.clock.advance(1);
		expect(await node.send('old')).toBe(false);
		expect(await node.send('new')).toBe(true);
	});

	it('is that of the node: another is read by itself', async () => {
		const one = new Node({ secret: 'right' });
		const other = new Node({ secret: 'other' });
		expect(await one.send('right')).toBe(true);
		expect(await other.send('right')).toBe(false);
		expect([one.reads, other.reads]).toEqual([1, 1]);
	});

	it('is read again after five seconds when n8n could not read it', async () => {
		const node = new Node(new Error('no database'));
		for (let count = 0; count < 3; count += 1) {
			await expect(node.send('right')).rejects.toThrow('no database');
		}
		expect(node.reads).toBe(1);
		node.credential = { secret: 'right' };
		await node.clock.advance(5_000);
		expect(await node.send('right')).toBe(true);
	});

	it('is read again when the clock is set back', async () => {
		const node = new Node({ secret: 'old' });
		expect(await node.send('old')).toBe(true);
		node.credential = { secret: 'new' };
		node.clock.set(node.clock.now() - 3_600_000);
		expect(await node.send('old')).toBe(false);
		expect(await node.send('new')).toBe(true);
	});

	it.each([
		[' right\n', undefined],
		['\tright ', ''],
		['other', ' \r\n right \r\nthird'],
		['', '\nright'],
	])(
		'has its secrets without the blanks that were pasted along: %j, %j',
		async (secret, further) => {
			expect(await new Node({ secret, furtherSecrets: further }).send('right')).toBe(true);
		},
	);

	it.each([{}, { secret: '' }, { secret: ' \n', furtherSecrets: ' \n\t' }])(
		'lets nobody in with no secret: %j',
		async (credential) => {
			const node = new Node(credential);
			for (const given of ['', ' ', 'undefined']) expect(await node.send(given)).toBe(false);
		},
	);
});
