import { cleanText } from '../../text/utf8';
import { durationInWords } from '../../words/duration';
import { changeHeadline, headline, type Said } from '../../words/headline';
import { fill, nameFor } from '../../words/text';
import type { Vocabulary } from '../../words/vocabulary';
import { aboutEvent, visitorOf } from '../about';
import type { ChangeNotice } from '../changeNotice';
import type { Claim, Escalation, EscalationWithEvent } from '../escalation';
import { maximumOf, waitedFor } from '../readable';

/** One message for people: how long, who, where, and what they wrote. */
export function summary(
	escalation: EscalationWithEvent,
	claim: Claim,
	now: number,
	vocabulary: Vocabulary,
): string {
	const who = visitorOf(escalation.event) ?? escalation.conversationKey;
	const waited = waitedFor(escalation, now);
	const title = headline(saidBy(escalation, claim), { who, waited }, vocabulary);
	const reason = claim.output === 'failing' ? escalation.failing?.reason : undefined;
	return cleanText(
		[
			reason === undefined ? title : `${title}${vocabulary.shared.colon}${reason}`,
			...whoAndWhere(escalation, vocabulary),
			...(claim.output === 'replied' ? ended(escalation, vocabulary) : []),
			...quotation(escalation, vocabulary),
			...(claim.output === 'replied' ? [] : held(escalation, vocabulary)),
		].join('\n'),
	);
}

function saidBy(escalation: Escalation, { output, reminderNumber }: Claim): Said {
	const { reminderCount, endedBecause, failing } = escalation;
	switch (output) {
		case 'reminder':
			return { what: 'reminder', number: reminderNumber ?? 0, maximum: maximumOf(escalation) };
		case 'replied':
			return { what: endedBecause === 'silence' ? 'silence' : 'replied' };
		case 'exhausted':
			return endedBecause === 'reminderFailed'
				? { what: 'reminderFailed', number: reminderCount + 1 }
				: { what: 'exhausted', count: reminderCount };
		case 'failing':
			return { what: 'reminderFailed', number: failing?.reminderNumber ?? reminderCount + 1 };
	}
}

/**
 * What somebody did, and to which conversation.
 *
 * @param until ms since 1970: when a hold ends that holds at `now`.
 */
export function changeSummary(
	escalation: EscalationWithEvent,
	{ change, by, until }: Pick<ChangeNotice, 'change' | 'by'> & { until: number | null },
	now: number,
	vocabulary: Vocabulary,
): string {
	const who = visitorOf(escalation.event) ?? escalation.conversationKey;
	const hold =
		until === null ? undefined : { during: durationInWords(until - now, vocabulary.shared.units) };
	const title = changeHeadline({ change, who, by: by ?? undefined, hold }, vocabulary);
	return cleanText([title, ...whoAndWhere(escalation, vocabulary)].join('\n'));
}

/** A line for each. */
function whoAndWhere(
	{ event, conversationKey }: EscalationWithEvent,
	{ shared }: Vocabulary,
): string[] {
	const { visitor, project, agent } = aboutEvent(event);
	const name = visitorOf(event);
	const nickname = visitor?.nickname && visitor.nickname !== name ? ` (${visitor.nickname})` : '';
	const { facts, colon } = shared;
	return [
		name
			? `${facts.customer}${colon}${name}${nickname}`
			: `${facts.conversation}${colon}${conversationKey}`,
		...(project ? [`${facts.project}${colon}${project.name}`] : []),
		...(agent?.name ? [`${facts.agent}${colon}${agent.name}`] : []),
	];
}

/** By whom, and after how many reminders. */
function ended({ endedBy, reminderCount: count }: Escalation, { shared }: Vocabulary): string[] {
	const { facts, colon, reminders } = shared;
	return [
		...(endedBy ? [`${facts.repliedBy}${colon}${endedBy}`] : []),
		`${facts.reminders}${colon}${fill(reminders.all, { count })}`,
	];
}

/** In the past: what goes out says that the hold is over. */
function held({ lastHold }: Escalation, { shared, summary: words }: Vocabulary): string[] {
	if (!lastHold) return [];
	const text = words.held[lastHold.kind];
	return [
		fill(text, {
			by: nameFor(text, 'by', lastHold.by ?? undefined, shared.someone),
			time: durationInWords(lastHold.until - lastHold.at, shared.units),
		}),
	];
}

function quotation(
	{ event }: EscalationWithEvent,
	{ shared, summary: words }: Vocabulary,
): string[] {
	const { text } = aboutEvent(event);
	return text ? [`${words.message}${shared.colon}${text}`] : [];
}
