import type { IncomingWord } from '../../../src/escalation/incoming.ts';
import type { Escalation } from '../../../src/escalation/escalation.ts';
import { SECOND } from '../../../src/time/duration.ts';

/**
 * Who has spoken last in each conversation, and whether nobody is reminded of
 * what was answered: an independent look at what a node has taken in.
 */
export class LastWords {
	/** What a node has taken in, by the node and the conversation, and when it took the last of it. */
	private readonly taken = new Map<string, { words: IncomingWord[]; at: number }>();

	took(scope: string, words: IncomingWord[], at: number): void {
		for (const word of words) {
			const name = `${scope} ${word.conversationKey}`;
			const { words: before } = this.taken.get(name) ?? { words: [] };
			// Handed out again, it is the same word.
			const isKnown = before.some(({ eventId }) => eventId === word.eventId);
			this.taken.set(name, { words: isKnown ? before : [...before, word], at });
		}
	}

	/** @throws where somebody who was answered was exhausted later. */
	check(escalations: Escalation[]): void {
		for (const { id, scope, conversationKey, state, endedAt } of escalations) {
			const { words, at } = this.taken.get(`${scope} ${conversationKey}`) ?? { words: [], at: 0 };
			const isLate = state === 'exhausted' && endedAt !== null && endedAt > at;
			if (isLate && isAnswered(words)) throw new Error(`${id} was answered and exhausted`);
		}
	}
}

/** Whether there is a reply that came after every message. */
function isAnswered(words: IncomingWord[]): boolean {
	const messages = words.filter(({ type }) => type === 'message');
	return words.some(
		(word) => word.type === 'reply' && messages.every((message) => cameBefore(message, word)),
	);
}

function cameBefore(one: IncomingWord, other: IncomingWord): boolean {
	const [time, otherTime] = [timeOf(one), timeOf(other)];
	const second = (at: number) => Math.trunc(at / SECOND);
	if (second(time) !== second(otherTime)) return time < otherTime;
	const isExact = [time, otherTime].every((at) => at % SECOND > 0);
	return isExact && time !== otherTime
		? time < otherTime
		: (one.sequence ?? 0) < (other.sequence ?? 0);
}

function timeOf(word: IncomingWord): number {
	return word.type === 'reply' ? word.repliedAt : word.writtenAt;
}
