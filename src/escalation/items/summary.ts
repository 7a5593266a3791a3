import { DateTime } from 'luxon';

import { SECOND } from '../../time/duration';
import { zoneAt } from '../../time/zone';
import { cleanText } from '../../text/utf8';
import { durationInWords } from '../../words/duration';
import {
	changeHeadline,
	headline,
	isRepliedTo,
	targetHeadline,
	type Said,
} from '../../words/headline';
import { matterOf } from '../../words/matter';
import { nameMatter, roleNames, unsaidSubject } from '../../words/namedMatter';
import { targetInWords } from '../../words/target';
import { fill, nameFor } from '../../words/text';
import type { Vocabulary } from '../../words/vocabulary';
import { customerOf } from '../../events/toldEvent';
import { aboutEvent } from '../about';
import { isTargetChange, type ChangeNotice } from '../changeNotice';
import type { Claim, Escalation, EscalationWithEvent } from '../escalation';
import { isAtOpening } from '../policy';
import { maximumOf, waitedFor } from '../readable';
import { targetUsesOf, usedPercent } from '../target';

/** One message for people: how long, who, where, and what they wrote. */
export function summary(
	escalation: EscalationWithEvent,
	claim: Claim,
	now: number,
	vocabulary: Vocabulary,
): string {
	const waits = nameMatter(aboutEvent(escalation.event), vocabulary);
	const waited = waitedFor(escalation, now);
	const title = headline(saidBy(escalation, claim), { waits, waited }, vocabulary);
	const reason = claim.output === 'failing' ? escalation.failing?.reason : undefined;
	return cleanText(
		[
			reason === undefined ? title : `${title}${vocabulary.shared.colon}${reason}`,
			...whoAndWhere(escalation, vocabulary),
			...missed(escalation, vocabulary),
			...subject(escalation, title, vocabulary),
			...(claim.output === 'replied' ? ended(escalation, vocabulary) : []),
			...quotation(escalation, vocabulary),
			...(claim.output === 'replied' ? [] : held(escalation, vocabulary)),
			...(claim.output === 'reminder' ? opened(escalation, claim, vocabulary) : []),
			...targets(escalation, now, vocabulary),
		].join('\n'),
	);
}

function saidBy(escalation: Escalation, { output, reminderNumber }: Claim): Said {
	const { reminderCount, endedBecause, failing, lastHold } = escalation;
	switch (output) {
		case 'reminder':
			return {
				what: 'reminder',
				number: reminderNumber ?? 0,
				maximum: maximumOf(escalation),
				wasAcknowledged: lastHold?.kind === 'acknowledged',
			};
		case 'replied':
			if (endedBecause === 'silence') return { what: 'silence' };
			return { what: 'replied', isMarked: endedBecause === 'markedReplied' };
		case 'exhausted':
			return endedBecause === 'reminderFailed'
				? { what: 'reminderFailed', number: reminderCount + 1 }
				: { what: 'exhausted', count: reminderCount };
		case 'failing':
			return { what: 'reminderFailed', number: failing?.reminderNumber ?? reminderCount + 1 };
	}
}

/**
 * What somebody did, or what became of a target, and to which conversation.
 *
 * @param until ms since 1970: when a hold ends that holds at `now`.
 */
export function changeSummary(
	escalation: EscalationWithEvent,
	notice: Pick<ChangeNotice, 'change' | 'target' | 'by'> & { until: number | null },
	now: number,
	vocabulary: Vocabulary,
): string {
	const { change, target = 'firstReply', by, until } = notice;
	const waits = nameMatter(aboutEvent(escalation.event), vocabulary);
	if (isTargetChange(change)) {
		const use = targetUsesOf(escalation, now).find(({ kind }) => kind === target);
		const used = { within: use?.within ?? 0, share: use ? usedPercent(use) : 0 };
		const title = targetHeadline({ change, target, waits, ...used }, vocabulary);
		return cleanText([title, ...whoAndWhere(escalation, vocabulary)].join('\n'));
	}
	const hold =
		until === null ? undefined : { during: durationInWords(until - now, vocabulary.shared.units) };
	const title = changeHeadline({ change, waits, by: by ?? undefined, hold }, vocabulary);
	return cleanText([title, ...whoAndWhere(escalation, vocabulary)].join('\n'));
}

/** A line for each. */
function whoAndWhere(
	{ event, conversationKey }: EscalationWithEvent,
	{ shared }: Vocabulary,
): string[] {
	const about = aboutEvent(event);
	const { visitor, project, agent } = about;
	const name = customerOf(about);
	const nickname = visitor?.nickname && visitor.nickname !== name ? ` (${visitor.nickname})` : '';
	const { facts, colon } = shared;
	const matter = matterOf(about);
	const names = roleNames(matter, shared);
	// Only where nothing else tells which one it is.
	const isUnknown = matter === 'customer' && !name;
	return [
		...(name ? [`${names.customer}${colon}${name}${nickname}`] : []),
		...(isUnknown ? [`${facts.conversation}${colon}${conversationKey}`] : []),
		...(project ? [`${facts.project}${colon}${project.name}`] : []),
		...(agent?.name ? [`${names.agent}${colon}${agent.name}`] : []),
	];
}

/** Of what did not come: since when, when it came last, and how often it should. */
function missed({ event, policy }: EscalationWithEvent, { shared }: Vocabulary): string[] {
	const { missing } = aboutEvent(event);
	if (!missing) return [];
	const zone = policy.activeHours?.timeZone ?? 'UTC';
	const time = (at: string) =>
		`${DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm')} ${zoneAt(Date.parse(at), zone)}`;
	const { facts, colon, units } = shared;
	return [
		`${facts.expected}${colon}${time(missing.expectedAt)}`,
		`${facts.lastSeen}${colon}${time(missing.lastSeenAt)}`,
		`${facts.period}${colon}${durationInWords(missing.periodSeconds * SECOND, units)}`,
	];
}

/** What the title has not room for, of what is known by its title. */
function subject(
	{ event }: EscalationWithEvent,
	title: string,
	{ shared, messages }: Vocabulary,
): string[] {
	const about = aboutEvent(event);
	if (matterOf(about) === 'customer') return [];
	const unsaid = unsaidSubject(about, title);
	return unsaid ? [`${messages.facts.subject}${shared.colon}${unsaid}`] : [];
}

/** By whom, and after how many reminders. */
function ended(
	{ event, endedBy, reminderCount: count }: EscalationWithEvent,
	{ shared }: Vocabulary,
): string[] {
	const { facts, colon, reminders } = shared;
	const isReplied = isRepliedTo({ matter: matterOf(aboutEvent(event)) });
	return [
		...(endedBy ? [`${isReplied ? facts.repliedBy : facts.handledBy}${colon}${endedBy}`] : []),
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

/** The active hours that it may have waited for, by the clock where they are. */
function opened({ policy }: Escalation, { plannedFor }: Claim, { shared }: Vocabulary): string[] {
	if (!policy.activeHours || !isAtOpening(policy, plannedFor)) return [];
	const at = DateTime.fromMillis(plannedFor, { zone: policy.activeHours.timeZone });
	return [`${shared.facts.opened}${shared.colon}${at.toFormat('yyyy-MM-dd HH:mm')}`];
}

/** How much of the time is used in which something is to be done, or whether it was. */
function targets(escalation: Escalation, now: number, vocabulary: Vocabulary): string[] {
	const { targets: names, colon } = vocabulary.shared;
	return targetUsesOf(escalation, now).map((use) => {
		const said = targetInWords({ ...use, share: usedPercent(use) }, vocabulary);
		return `${names[use.kind].name}${colon}${said}`;
	});
}

function quotation(
	{ event }: EscalationWithEvent,
	{ shared, summary: words }: Vocabulary,
): string[] {
	const about = aboutEvent(event);
	if (!about.text) return [];
	const name = isRepliedTo({ matter: matterOf(about) }) ? words.message : words.details;
	return [`${name}${shared.colon}${about.text}`];
}
