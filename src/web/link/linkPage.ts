import { maximumOf, waitedFor } from '../../escalation/readable';
import type { Escalation } from '../../escalation/escalation';
import { projectOf, visitorOf } from '../../escalation/about';
import { holdOf } from './token';
import type { VisitOutcome } from './visit';
import { durationInWords, wordsOf } from '../../robots/notification/words';
import { readableDuration } from '../../time/duration';
import css from './link.css';
import template from './link.html';
import { page, type Page } from '../page';
import { linkWords, type LinkWords, type PageRefusal } from './words';
import type { PageLanguage } from '../pageLanguage';

export interface LinkPageContext {
	language: PageLanguage;
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
export function refusalPage(reason: PageRefusal, language: PageLanguage): Page {
	return pageOf(
		REFUSED_BY[reason],
		{ tone: 'problem', ...linkWords[language].refused[reason] },
		language,
	);
}

function pageOf(status: number, view: View, language: PageLanguage): Page {
	return page(status, {
		template,
		css,
		view: {
			...view,
			language: language === 'zh' ? 'zh-CN' : 'en',
			hasFacts: (view.facts?.length ?? 0) > 0,
		},
		// Not of n8n's origin: even a hole in this page would lead nowhere.
		sandbox: 'allow-forms',
	});
}

function viewOf(outcome: Seen, context: LinkPageContext): View {
	const words = linkWords[context.language];
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

function readyView({ link, escalation }: Open, words: LinkWords, context: LinkPageContext): View {
	const time = inWords(holdOf(link), context);
	return {
		tone: 'waiting',
		heading: words.waits(visitorOf(escalation.event) ?? words.aCustomer),
		facts: factsOf(escalation, words, context),
		form: {
			button: words.buttons[link.action](time),
			hint: words.hints[link.action](time),
			nameLabel: words.nameLabel,
			name: context.name ?? '',
		},
	};
}

function doneView({ link, escalation }: Open, words: LinkWords, context: LinkPageContext): View {
	const until = escalation.heldUntil ?? context.now;
	return {
		tone: 'done',
		heading: words.done[link.action],
		lead:
			link.action === 'markReplied'
				? words.doneReplied
				: words.doneUntil[link.action](clockTime(until, context)),
		facts: factsOf(escalation, words, context),
	};
}

function overView(escalation: Escalation, words: LinkWords, context: LinkPageContext): View {
	const { endedAt, endedBy, endedBecause } = escalation;
	const time = clockTime(endedAt ?? context.now, context);
	return {
		tone: 'over',
		heading: words.over[endedBecause ?? 'cancelled'],
		lead: endedBy ? words.by(endedBy, time) : words.at(time),
		facts: factsOf(escalation, words, context),
	};
}

function factsOf(escalation: Escalation, words: LinkWords, context: LinkPageContext) {
	const { event, lastHold, heldUntil, reminderCount } = escalation;
	const isHeld = lastHold !== null && heldUntil !== null && heldUntil > context.now;
	const facts: Array<[name: string, value: string | undefined]> = [
		[words.facts.customer, visitorOf(event) ?? escalation.conversationKey],
		[words.facts.project, projectOf(event)],
		[words.facts.waiting, inWords(waitedFor(escalation, context.now), context)],
		[words.facts.reminders, words.reminders(reminderCount, maximumOf(escalation))],
		[
			words.facts[lastHold?.kind ?? 'snoozed'],
			isHeld ? words.heldUntil(lastHold.by, clockTime(lastHold.until, context)) : undefined,
		],
	];
	return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

function inWords(milliseconds: number, { language }: LinkPageContext): string {
	return durationInWords(readableDuration(milliseconds), wordsOf(language));
}

function clockTime(time: number, { language, timeZone }: LinkPageContext): string {
	return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
		timeZone,
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		timeZoneName: 'short',
	}).format(time);
}
