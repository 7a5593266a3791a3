import script from './board.client.js';
import css from './board.css';
import template from './board.html';
import { BOARD_HOLD, BOARD_MUTE } from './changeFromBoard';
import { STAND_IN_HOURS } from './changeRosterFromBoard';
import { HOUR } from '../../time/duration';
import { REPLY_BUCKETS } from './replyTimes';
import { page, type Page } from '../page';
import { durationInWords } from '../../words/duration';
import { vocabularyOf, type Language } from '../../words/language';
import { fill } from '../../words/text';
import type { Vocabulary } from '../../words/vocabulary';

/** The page of the board; what it shows it asks for itself. */
export function boardPage(context: {
	language: Language;
	mayChange: boolean;
	/** What the visitor is called, as far as they told before. */
	name: string | null;
}): Page {
	const { language, mayChange, name } = context;
	const vocabulary = vocabularyOf(language);
	return page(200, {
		template,
		css,
		script,
		words: scriptWords(vocabulary),
		view: {
			language: vocabulary.language.tag,
			words: vocabulary.board,
			yourName: vocabulary.shared.yourName,
			mayChange,
			name: name ?? '',
		},
		// Not of n8n's origin, like the pages of links. Links to conversations open beside it.
		sandbox: 'allow-scripts allow-popups allow-popups-to-escape-sandbox',
	});
}

/** The same whoever did it, and where nobody did. */
const always = (text: string) => ({ by: text, unknown: text });

/** What `board.client.js` says, with all filled in that never changes. */
function scriptWords({ board, shared }: Vocabulary) {
	const inWords = (milliseconds: number) => durationInWords(milliseconds, shared.units);
	const time = inWords(BOARD_HOLD);
	const { acknowledge, snooze, markReplied } = shared.actions;
	const { sure, failed, reminded, next, nextNow, end, reminding, notPublished, trouble } = board;
	const { hold, states, noReplies, median, reminderSum, done } = board;
	const { uncovered, unread, chatProblem, nextAtOpening, nobodyOnDuty, duty } = board;
	const { targets, muted, mutes, unmute, aside, open, filters, nobody } = board;
	const { heading, none, ...days } = board.days;
	const muteTime = inWords(BOARD_MUTE);
	const { expectedIn, late, overdue, lastSeen, notListening } = board;
	return {
		...{ expectedIn, late, overdue, lastSeen, notListening },
		units: shared.units,
		reminders: shared.reminders,
		actions: {
			acknowledge,
			snooze: fill(snooze, { time }),
			markReplied,
			cancel: board.cancel,
			muteProject: fill(shared.actions.muteProject, { time: muteTime }),
			unmute,
		},
		done: {
			...done,
			acknowledge: fill<'time'>(done.acknowledge, { time }),
			snooze: fill<'time'>(done.snooze, { time }),
			muteProject: fill<'time'>(done.muteProject, { time: muteTime }),
		},
		...{ sure, failed, reminded, next, nextNow, end, reminding, notPublished, trouble },
		...{ hold, noReplies, median, reminderSum, uncovered, unread, nextAtOpening },
		...{ chatProblem, nobodyOnDuty, duty, targets, muted, mutes, aside, open, nobody },
		filters: {
			nobody: filters.nobody,
			left: filters.left,
			all: { project: filters.allProjects, agent: filters.allAgents },
		},
		days,
		standInTimes: STAND_IN_HOURS.map((hours) => [hours, inWords(hours * HOUR)]),
		states: {
			...states,
			silence: always(states.silence),
			exhausted: always(states.exhausted),
		},
		buckets: [
			...REPLY_BUCKETS.map((limit) => fill(board.within, { time: inWords(limit) })),
			board.later,
		],
	};
}
