import { maximumOf, waitedFor } from '../../escalation/readable';
import type { EscalationWithEvent } from '../../escalation/escalation';
import { aboutEvent, projectOf } from '../../escalation/about';
import { customerOf } from '../../events/toldEvent';
import { holdOf } from './token';
import type { VisitOutcome } from './visit';
import { durationInWords } from '../../words/duration';
import { isRepliedTo, nameInWords } from '../../words/headline';
import { matterOf } from '../../words/matter';
import { nameMatter, roleNames } from '../../words/namedMatter';
import { vocabularyOf, type Language } from '../../words/language';
import { fill, nameFor } from '../../words/text';
import type { SharedWords, Vocabulary } from '../../words/vocabulary';
import css from './link.css';
import template from './link.html';
import { page, type Page } from '../page';
import type { Refusal } from '../signature';

export interface LinkPageContext {
	language: Language;
	/** IANA name; the workflow's. */
	timeZone: string;
	now: number;
	/** What the visitor is called, as far as they told before. */
	name: string | null;
	/** Whether the button was pressed. */
	isConfirmed: boolean;
}

interface View {
	tone: 'waiting' | 'done' | 'over' | 'problem';
	heading: string;
	lead?: string;
	facts?: Array<{ name: string; value: string }>;
	form?: { button: string; hint: string; nameLabel: string; name: string };
}

/** `unknown`: of a conversation that is forgotten. `unavailable`: the store cannot be reached. */
type PageRefusal = Refusal | 'unknown' | 'unavailable';

/** What there is to see of a conversation. */
type Seen = Exclude<VisitOutcome, { kind: 'unknown' }>;

const REFUSED_BY: Record<PageRefusal, number> = {
	invalid: 403,
	expired: 410,
	revoked: 410,
	unknown: 410,
	unavailable: 503,
};

/** What somebody sees who opened a link, or pressed its button. */
export function linkPage(outcome: Seen, context: LinkPageContext): Page {
	const isTooLate = outcome.kind === 'over' && context.isConfirmed;
	return pageOf(isTooLate ? 409 : 200, viewOf(outcome, context), context.language);
}

/** What somebody sees whose link leads to nothing. */
export function refusalPage(reason: PageRefusal, language: Language): Page {
	return pageOf(
		REFUSED_BY[reason],
		{ tone: 'problem', ...vocabularyOf(language).pages.refused[reason] },
		language,
	);
}

function pageOf(status: number, view: View, language: Language): Page {
	return page(status, {
		template,
		css,
		view: {
			...view,
			language: vocabularyOf(language).language.tag,
			hasFacts: (view.facts?.length ?? 0) > 0,
		},
		// Not of n8n's origin: even a hole in this page would lead nowhere.
		sandbox: 'allow-forms',
	});
}

function viewOf(outcome: Seen, context: LinkPageContext): View {
	const words = vocabularyOf(context.language);
	switch (outcome.kind) {
		case 'over':
			return overView(outcome.escalation, words, context);
		case 'ready':
			return readyView(outcome, words, context);
		case 'done':
			return doneView(outcome, words, context);
	}
}

type Open = Extract<VisitOutcome, { kind: 'ready' | 'done' }>;

function readyView(
	{ link, escalation, mutedUntil }: Open,
	vocabulary: Vocabulary,
	context: LinkPageContext,
): View {
	const { shared, pages } = vocabulary;
	const values = {
		time: durationInWords(holdOf(link), shared.units),
		project: projectOf(escalation.event) ?? '',
	};
	const isReplied = isRepliedTo({ matter: matterOf(aboutEvent(escalation.event)) });
	const action = link.action === 'markReplied' && !isReplied ? 'markHandled' : link.action;
	return {
		tone: 'waiting',
		heading: whatWaits(escalation, vocabulary),
		facts: factsOf(escalation, shared, context, mutedUntil),
		form: {
			button: fill<never>(shared.actions[action], values),
			hint: fill<never>(pages.hints[link.action], values),
			nameLabel: shared.yourName,
			name: context.name ?? '',
		},
	};
}

/** Who waits for a reply, or what waits by its name. */
function whatWaits({ event }: EscalationWithEvent, vocabulary: Vocabulary): string {
	const { shared, messages } = vocabulary;
	const waits = nameMatter(aboutEvent(event), vocabulary);
	const name = nameInWords(waits, shared);
	if (waits.matter !== 'customer' && name !== undefined) return name;
	const text = messages.kinds['message.unreplied'];
	return fill(text, { who: nameFor(text, 'who', name, shared.customer) });
}

function doneView(
	{ link, escalation, mutedUntil }: Open,
	{ shared, pages }: Vocabulary,
	context: LinkPageContext,
): View {
	const until = link.action === 'muteProject' ? mutedUntil : escalation.heldUntil;
	const time = clockTime(until ?? context.now, context);
	return {
		tone: 'done',
		heading: pages.done[link.action],
		lead:
			link.action === 'markReplied'
				? pages.doneReplied
				: fill(pages.doneUntil[link.action], { time }),
		facts: factsOf(escalation, shared, context, mutedUntil),
	};
}

function overView(
	escalation: EscalationWithEvent,
	{ shared, pages }: Vocabulary,
	context: LinkPageContext,
): View {
	const { endedAt, endedBy, endedBecause } = escalation;
	const time = clockTime(endedAt ?? context.now, context);
	return {
		tone: 'over',
		heading: pages.over[endedBecause ?? 'cancelled'],
		lead: endedBy ? fill(pages.by, { who: endedBy, time }) : time,
		facts: factsOf(escalation, shared, context),
	};
}

function factsOf(
	escalation: EscalationWithEvent,
	{ facts: names, units, reminders, held }: SharedWords,
	context: LinkPageContext,
	mutedUntil?: number,
) {
	const { event, lastHold, heldUntil, reminderCount: count } = escalation;
	const about = aboutEvent(event);
	const maximum = maximumOf(escalation);
	const facts: Array<[name: string, value: string | undefined]> = [
		[roleNames(matterOf(about), { facts: names }).customer, customerOf(about)],
		// Only where nothing else tells which one it is.
		[
			names.conversation,
			matterOf(about) === 'customer' && !customerOf(about) ? escalation.conversationKey : undefined,
		],
		[names.project, projectOf(event)],
		[names.waiting, durationInWords(waitedFor(escalation, context.now), units)],
		[
			names.reminders,
			maximum === null ? fill(reminders.all, { count }) : fill(reminders.of, { count, maximum }),
		],
	];
	if (lastHold && heldUntil !== null && heldUntil > context.now) {
		const time = clockTime(lastHold.until, context);
		const who = lastHold.by;
		const value = who ? fill(held.by, { who, time }) : fill(held.unknown, { time });
		facts.push([names[lastHold.kind], value]);
	}
	if (mutedUntil !== undefined) {
		facts.push([names.muted, fill(held.unknown, { time: clockTime(mutedUntil, context) })]);
	}
	return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

/** `Jan 5, 17:06 GMT+8`. The zone stands last in every language: in Chinese Intl would put it before the time. */
function clockTime(time: number, { language, timeZone }: LinkPageContext): string {
	const { tag } = vocabularyOf(language).language;
	const format = new Intl.DateTimeFormat(tag, {
		timeZone,
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	});
	const zone = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'short' })
		.formatToParts(time)
		.find(({ type }) => type === 'timeZoneName');
	return `${format.format(time)} ${zone?.value ?? timeZone}`;
}
