import { act } from '../../../src/answers/act.ts';
import type { ChatAnswer } from '../../../src/answers/answer.ts';
import type { Incoming } from '../../../src/chatApps/incoming.ts';
import type { EscalationEngine } from '../../../src/engine/engine.ts';
import type { Store } from '../../../src/store/store.ts';
import { DAY, MINUTE } from '../../../src/time/duration.ts';
import { Links } from '../../../src/web/links.ts';
import type { ConversationAction } from '../../../src/web/link/token.ts';
import type { FakeClock } from '../time/fakeClock.mts';
import type { Ledger, WatchedEscalation } from './ledger.mts';

/** What somebody does in a chat. */
export interface SaidInChat {
	conversation: string;
	how: 'press' | 'word';
	action: ConversationAction;
	/** The platform's id. */
	person: string;
	/** As the store knows it. */
	app: string;
}

/** For how long `acknowledge` and `snooze` hold; in minutes. */
const MINUTES = 30;
export const CHAT_HOLD = MINUTES * MINUTE;
const WORDS: Record<ConversationAction, string> = {
	acknowledge: '我来',
	snooze: '30m',
	markReplied: '已回复',
};
const KINDS = { acknowledge: 'acknowledged', snooze: 'snoozed', markReplied: '' } as const;
/** ms within which the same person who does the same means it once, see `visit`. */
const SAME_PRESS = 10_000;

interface Delivered {
	said: SaidInChat;
	incoming: Incoming;
	/** Of the escalation. */
	id: string;
	/** It was answered. */
	isDone: boolean;
	/** The store failed, so that nobody knows whether it was done. */
	wasTried: boolean;
}

interface WhatCameOfIt {
	said: SaidInChat;
	/** False where the store failed, so that nobody knows. */
	changed: WatchedEscalation[] | false;
}

/** People of two platforms who answer in their chats, whatever is delivered twice or fails. */
export class ChatAnswers {
	private readonly links: Links;

	private readonly delivered: Delivered[] = [];

	constructor(
		store: Store,
		private readonly clock: FakeClock,
		private readonly ledger: Ledger,
		/** The answer, or false when the store failed. */
		private readonly attempt: <Result>(work: Promise<Result>) => Promise<Result | false>,
	) {
		this.links = new Links(store);
	}

	/** Somebody says something of the latest that they were reminded of. Undefined where nothing is known of it. */
	async say(engine: EscalationEngine, said: SaidInChat): Promise<WhatCameOfIt | undefined> {
		const row = this.rowsOf(said.conversation).at(-1);
		if (!row) return undefined;
		const settings = { acknowledgeMinutes: MINUTES, snoozeMinutes: MINUTES, validFor: 365 * DAY };
		const write = await this.attempt(this.links.buttonWriter(row.scope, said.app, settings));
		if (!write) return undefined;
		const { how, action, person } = said;
		const id = String(this.delivered.length);
		const common = { id, chat: 'C1', by: { id: person, name: 'Li Lei', isGuest: false } };
		const incoming: Incoming =
			how === 'press'
				? { ...common, kind: 'press', message: 'm1', value: write(row.id)[action] }
				: {
						...common,
						kind: 'word',
						message: `word ${id}`,
						isToApp: true,
						text: WORDS[action],
						repliesTo: ['m1'],
						quoted: null,
					};
		const delivered = { said, incoming, id: row.id, isDone: false, wasTried: false };
		this.delivered.push(delivered);
		return await this.hear(engine, delivered);
	}

	/** Once more. @param number how many were said since. */
	async hearAgain(engine: EscalationEngine, number: number): Promise<WhatCameOfIt | undefined> {
		const delivered = this.delivered.at(-1 - number);
		return delivered && (await this.hear(engine, delivered));
	}

	/** @throws where it did anything else than what was said. */
	private async hear(engine: EscalationEngine, delivered: Delivered): Promise<WhatCameOfIt> {
		const { said } = delivered;
		const before = this.rowsOf(said.conversation);
		const answer = await this.attempt(this.act(engine, delivered));
		if (!answer) {
			delivered.wasTried = true;
			return { said, changed: false };
		}
		const after = this.rowsOf(said.conversation);
		const changed = after.filter((row) => !before.some((one) => isSame(one, row)));
		this.check(delivered, answer, before, changed);
		delivered.isDone = true;
		return { said, changed };
	}

	private async act(
		engine: EscalationEngine,
		{ said: { app }, incoming, id }: Delivered,
	): Promise<ChatAnswer> {
		const about = [{ escalationId: id, name: null }];
		return await act(
			{
				app,
				engine,
				clock: this.clock,
				links: this.links,
				wake: () => undefined,
				sent: { about: async () => about, open: async () => about },
				rules: {
					acknowledgeMinutes: MINUTES,
					snoozeMinutes: MINUTES,
					words: {},
					otherWords: 'acknowledge',
					mayAnswer: [],
					guests: 'refuse',
					chats: [],
				},
			},
			incoming,
		);
	}

	private check(
		{ said: { action, app, person }, incoming, id, isDone, wasTried }: Delivered,
		{ outcome }: ChatAnswer,
		before: WatchedEscalation[],
		changed: WatchedEscalation[],
	): void {
		const fail = (what: string) => {
			throw new Error(`${incoming.kind} ${incoming.id} (${action} by ${person}) ${what}`);
		};
		const now = this.clock.now();
		if (isDone && changed.length > 0) fail('was delivered again, and done again');
		const was = before.find((row) => row.id === id)!;
		if (was.endedAt !== null && changed.length > 0) fail('changed what was over');
		if (outcome === 'over' && was.endedAt === null) fail('came too late for what is open');
		if (outcome !== 'over' && outcome !== 'done') fail(`was ${outcome}`);
		for (const row of changed) {
			const by = action === 'markReplied' ? row.endedById : row.lastHold?.byId;
			if (by !== `${app.split(' ')[0]}:${person}`) fail(`is by ${by}`);
			if (action === 'markReplied' && row.endedBecause !== 'markedReplied') fail('ended nothing');
			if (action !== 'markReplied' && row.lastHold?.until !== now + CHAT_HOLD) {
				fail(`holds until ${row.lastHold?.until}`);
			}
		}
		if (isDone || changed.length > 0 || outcome === 'over') return;
		// What a fault left open may be stored. Otherwise only what they have just done needs no change.
		const { lastHold, heldUntil } = was;
		const isRepeated = lastHold?.kind === KINDS[action] && Math.abs(now - lastHold.at) < SAME_PRESS;
		if (!wasTried && !(isRepeated && (heldUntil ?? 0) > now)) fail('was done, and nothing changed');
	}

	private rowsOf(conversation: string): WatchedEscalation[] {
		return this.ledger.escalations.filter((row) => row.conversationKey === conversation);
	}
}

const isSame = (one: WatchedEscalation, other: WatchedEscalation) =>
	one.id === other.id &&
	JSON.stringify([one.endedAt, one.endedById, one.lastHold]) ===
		JSON.stringify([other.endedAt, other.endedById, other.lastHold]);
