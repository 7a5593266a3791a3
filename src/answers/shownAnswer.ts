import type { ShownAnswer } from '../robots/notification/pressButtons';
import type { Vocabulary } from '../words/vocabulary';
import { holdLine, overLine, type Writing } from './lines';
import type { MessageNow } from './messageUpdates';

/** What a message shows from now on in place of its buttons. */
export function shownAnswer(
	now: MessageNow,
	vocabulary: Vocabulary,
	writing: Writing,
): ShownAnswer {
	switch (now.is) {
		case 'older':
			return { line: '', kept: [] };
		case 'over':
			return { line: overLine(now.escalation, vocabulary, writing), kept: [] };
		case 'held':
			// Whoever is on it says here that it is done.
			return { line: holdLine(now.hold, vocabulary, writing), kept: ['markReplied'] };
	}
}
