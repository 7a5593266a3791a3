import type { EscalationWithEvent } from '../escalation/escalation';
import { visitorOf } from '../escalation/about';
import { fill } from '../words/text';
import type { Vocabulary } from '../words/vocabulary';
import type { ChatAnswer } from './answer';
import { codeOf } from './code';
import type { Reminded } from './find';
import { overLine, type Writing } from './lines';

/** Conversations that are named to somebody who asks. */
const MOST_NAMED = 10;

/**
 * What whoever answered is told alone; undefined where the message says it, or
 * nothing was for us. Who pressed sees their message change: they are told only
 * what it does not show.
 */
export function sayBack(
	answer: ChatAnswer,
	vocabulary: Vocabulary,
	writing: Writing,
): string | undefined {
	const { chat } = vocabulary;
	switch (answer.outcome) {
		case 'done':
			return doneWords(answer, vocabulary, writing);
		case 'over':
			return overLine(answer.escalation, vocabulary, writing);
		case 'refused':
			return chat.refused[answer.why];
		case 'unknown':
			return answer.incoming.kind === 'press' ? chat.unknown.press : chat.unknown.word;
		case 'ambiguous':
			return named(chat.ask, answer.among, vocabulary, writing);
		case 'list':
			return answer.among.length === 0
				? chat.nobody
				: named(chat.list, answer.among, vocabulary, writing);
		case 'help':
			return chat.help;
		case 'ignored':
			return undefined;
	}
}

function doneWords(
	{ incoming, action, escalation, takenOverFrom }: Extract<ChatAnswer, { outcome: 'done' }>,
	{ chat }: Vocabulary,
	{ plain, time }: Writing,
): string | undefined {
	const until = escalation.heldUntil === null ? '' : time(escalation.heldUntil);
	const former = takenOverFrom?.by
		? fill(chat.takenOver, { who: plain(takenOverFrom.by), time: time(takenOverFrom.until) })
		: undefined;
	if (incoming.kind === 'press') return former;
	const what = nameOf(escalation, plain);
	const done =
		action === 'markReplied'
			? fill(chat.done.markReplied, { what })
			: fill(chat.done[action], { what, time: until });
	return former === undefined ? done : `${done} ${former}`;
}

function nameOf({ id, event }: EscalationWithEvent, plain: Writing['plain']): string {
	return entry({ escalationId: id, name: visitorOf(event) ?? null }, plain);
}

const entry = ({ escalationId, name }: Reminded, plain: Writing['plain']) =>
	`#${codeOf(escalationId)}${name ? ` ${plain(name)}` : ''}`;

function named(lead: string, among: Reminded[], { chat }: Vocabulary, { plain }: Writing): string {
	const more = among.length - MOST_NAMED;
	return [
		lead,
		...among.slice(0, MOST_NAMED).map((each) => `• ${entry(each, plain)}`),
		...(more > 0 ? [fill(chat.more, { count: more })] : []),
	].join('\n');
}
