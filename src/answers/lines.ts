import { aboutEvent } from '../escalation/about';
import type { EscalationWithEvent, Hold } from '../escalation/escalation';
import { isRepliedTo } from '../words/headline';
import { matterOf } from '../words/matter';
import { fill } from '../words/text';
import type { Vocabulary } from '../words/vocabulary';

/** How a platform writes what we tell. */
export interface Writing {
	/** A text in which nothing mentions anybody, or leads anywhere. */
	plain(text: string): string;
	/** A time, in ms since 1970, as whoever reads it has it. */
	time(at: number): string;
}

/** Who holds the reminders, and until when. */
export function holdLine(hold: Hold, { chat }: Vocabulary, { plain, time }: Writing): string {
	const words = chat.lines[hold.kind];
	const until = time(hold.until);
	const who = hold.by?.trim();
	return who
		? fill(words.by, { who: plain(who), time: until })
		: fill(words.unknown, { time: until });
}

/** Why nothing waits any more, who ended it, and when. */
export function overLine(
	{ event, endedAt, endedBy, endedBecause }: EscalationWithEvent,
	{ chat, pages }: Vocabulary,
	{ plain, time }: Writing,
): string {
	const at = time(endedAt ?? 0);
	const who = endedBy?.trim() && plain(endedBy.trim());
	if (endedBecause === 'reply' || endedBecause === 'markedReplied') {
		const isHandled = !isRepliedTo({ matter: matterOf(aboutEvent(event)) });
		const words = chat.lines[isHandled ? 'handled' : endedBecause];
		return who ? fill(words.by, { who, time: at }) : fill(words.unknown, { time: at });
	}
	const why = pages.over[endedBecause ?? 'cancelled'];
	return who ? `${why}. ${fill(pages.by, { who, time: at })}` : why;
}
