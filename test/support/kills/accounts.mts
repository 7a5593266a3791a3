import assert from 'node:assert/strict';

import type { Ending, Word } from './office.mts';

/** Reminders of each conversation. */
export const MOST_REMINDERS = 3;

/** An instant that all agree on: the number of the process, and how much had happened in it. */
type Instant = [life: number, at: number];

const isBefore = (one: Instant, other: Instant) =>
	one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);

/** What we know of one customer. Only what was answered counts. */
export interface Account {
	key: string;
	/** When its message and its reply were known to be stored. */
	message?: Instant;
	reply?: Instant;
	/** Somebody sent a reply; whether it was stored may be unknown. */
	isReplySent: boolean;
	/** When the source says that they were written, in ms since 1970. */
	said: { message?: number; reply?: number };
	left: Array<{ output: number | string; isRedelivery: boolean; from: Instant }>;
}

/** Looks from outside at what a store promises, however often its process is killed. */
export class Accounts {
	private readonly byKey = new Map<string, Account>();

	/** Whose message or reply a delivery is. */
	private readonly deliveries = new Map<string, { key: string; part: 'message' | 'reply' }>();

	/** How many processes there were before. */
	private life = 0;

	of(key: string): Account {
		let account = this.byKey.get(key);
		if (!account) this.byKey.set(key, (account = { key, isReplySent: false, said: {}, left: [] }));
		return account;
	}

	get size(): number {
		return this.byKey.size;
	}

	/** @param saidAt by the source, in ms since 1970. */
	sent(id: string, key: string, part: 'message' | 'reply', saidAt: number): void {
		this.deliveries.set(id, { key, part });
		const account = this.of(key);
		account.said[part] = saidAt;
		if (part === 'reply') account.isReplySent = true;
	}

	isAccepted(id: string): boolean {
		const { key, part } = this.deliveries.get(id)!;
		return this.of(key)[part] !== undefined;
	}

	beginLife(): void {
		this.life += 1;
	}

	hear(word: Word): void {
		if ('error' in word) throw new Error(word.error);
		if ('accepted' in word) {
			for (const id of word.accepted) {
				const { key, part } = this.deliveries.get(id)!;
				this.of(key)[part] ??= [this.life, word.at];
			}
		}
		if ('left' in word) {
			const { key, output, isRedelivery } = word.left;
			this.of(key).left.push({ output, isRedelivery, from: [this.life, word.from] });
		}
	}

	/** What is broken of what was promised; empty when all is well. @param endings when nothing more is due. */
	broken(endings: Ending[]): string[] {
		return [...this.byKey.values()].flatMap((account) => {
			const own = endings.filter(({ key }) => key === account.key);
			return this.brokenOf(account, own).map(
				(promise) => `${promise}: ${JSON.stringify({ ...account, endings: own })}`,
			);
		});
	}

	private brokenOf({ message, reply, isReplySent, left }: Account, endings: Ending[]): string[] {
		const broken: string[] = [];
		const promise = (isKept: boolean, text: string) => {
			if (!isKept) broken.push(text);
		};
		const reminders = left.filter(({ output }) => typeof output === 'number');
		const outputs = new Set(left.map(({ output }) => output));

		promise(
			endings.every(({ isOver }) => isOver),
			'A conversation never ended',
		);
		promise(
			message === undefined || endings.length > 0 || reply !== undefined,
			'A message that was accepted opened nothing',
		);
		promise(
			reply === undefined || !reminders.some(({ from }) => isBefore(reply, from)),
			'A reminder left after the reply was stored',
		);
		reminders.forEach(({ output, isRedelivery, from }, index) => {
			const before = reminders.slice(0, index).findLast((other) => other.output === output);
			if (!before) return;
			promise(isRedelivery, `Reminder ${output} came again and does not say so`);
			promise(before.from[0] < from[0], `Reminder ${output} came twice from one process`);
		});
		if (message && !isReplySent) {
			for (let number = 1; number <= MOST_REMINDERS; number += 1) {
				promise(outputs.has(number), `Nobody heard of reminder ${number}`);
			}
			promise(outputs.has('exhausted'), 'Nobody heard that it was exhausted');
		}
		for (const { state } of endings) {
			promise(state === 'replied' || state === 'exhausted', `It ended as ${state}`);
			promise(state !== 'exhausted' || outputs.has('exhausted'), 'Nobody heard that it ended');
			const isAnnounced = state !== 'replied' || reminders.length === 0 || outputs.has('replied');
			promise(isAnnounced, 'Nobody heard of the reply to what they had been reminded of');
		}
		return broken;
	}
}

export function assertKept(broken: string[]): void {
	const kinds = Object.entries(Object.groupBy(broken, (one) => one.replace(/:.*/, '')));
	const counted = kinds.map(([kind, found]) => `${kind}: ${found?.length}`);
	assert.equal(broken.length, 0, [...counted, ...broken.slice(0, 5)].join('\n'));
}
