import type { EventKind } from '../events/serviceEvent';
import type { Matter } from './matter';
import type { Plural, Text, Unnamed } from './text';

/*
 * All that we say to people in their own language. A language is a file that
 * says all of it, and a line in `vocabularies.ts`. What n8n shows (panels,
 * errors, the log) is in English, as n8n is.
 */

/** As `targetKinds` of the escalations has them. */
type TargetKind = 'firstReply' | 'nextReply' | 'resolution';

export interface Vocabulary {
	language: {
		/** As the panel of a robot lists it. */
		name: string;
		/** BCP 47: of a page, its dates and its plurals. */
		tag: string;
	};
	shared: SharedWords;
	messages: MessageWords;
	pages: PageWords;
	board: BoardWords;
	chat: ChatWords;
	summary: SummaryWords;
}

/** What an escalation gives off. `{time}`: for how long it has waited. */
export interface Headlines<Names extends string> {
	/** `{nth}`: as in `SharedWords.nth`. */
	reminder: Text<Names | 'time' | 'nth'>;
	/** It is over: somebody replied, or the source says so. */
	replied: Text<Names | 'time'>;
	/** The source says no more of it, which counts as a reply. */
	silence: Text<Names | 'time'>;
	/** `{count}`: reminders. */
	exhausted: Plural<Names | 'time'>;
	reminderFailed: Text<Names | 'time' | 'number'>;
}

/** What is said in more than one place. */
export interface SharedWords {
	units: Record<'d' | 'h' | 'min' | 's', string>;
	/** Between a name and its value, and between what happened and what it happened to. */
	colon: string;
	/** Before the title of what was only tried. */
	testMark: string;
	customer: Unnamed;
	someone: Unnamed;
	/** Which reminder it is. */
	nth: { all: Text<'number'>; of: Text<'number' | 'maximum'> };
	/** What people refer to, also with its number behind it. */
	refs: Record<'ticket' | 'issue' | 'pullRequest' | 'mergeRequest', string>;
	/** Such a thing by its title. */
	named: Text<'ref' | 'what'>;
	/** An alert, and which target it is about. */
	alertOn: Text<'what' | 'where'>;
	headlines: {
		[Waiting in Matter]: Waiting extends 'ticket' | 'issue' | 'pullRequest'
			? Headlines<'ref' | 'what'>
			: Headlines<'what'>;
	};
	/** An alert that somebody was on, so that it was acknowledged. */
	unresolved: Text<'what' | 'time' | 'nth'>;
	/** Of all but customers and their messages: a person said so, not the source. */
	markedHandled: Text<'what' | 'time'>;
	/** What somebody did to a conversation. `over`: of a hold that holds no more. */
	changes: Record<
		'acknowledged' | 'snoozed',
		{
			until: Text<'who' | 'by' | 'time'>;
			during: Text<'who' | 'by' | 'time'>;
			over: Text<'who' | 'by'>;
		}
	> &
		Record<'markedReplied' | 'cancelled', Text<'who' | 'by'>>;
	/** Whoever is to be reminded is nobody. */
	nobodyOnDuty: Text<'who'>;
	/** The same as `changes.markedReplied`, of what is not replied to. */
	markedAsHandled: Text<'who' | 'by'>;
	/** What a target is called as a fact, and what becomes of it, of whatever waits. `{time}`: in which it is to be met. */
	targets: Record<
		TargetKind,
		{ name: string; warning: Text<'who' | 'share' | 'time'>; breached: Text<'who' | 'time'> }
	>;
	/** How far it is, as a fact. `used`: it is not met, or the conversation ended before. */
	target: { used: Text<'share' | 'time'>; breached: Text<'time'>; met: Text<'time'> };
	/** On buttons. `markHandled`: of what is not replied to. */
	actions: {
		acknowledge: string;
		snooze: Text<'time'>;
		markReplied: string;
		markHandled: string;
		muteProject: Text<'time'>;
	};
	/** Names of facts. */
	facts: Record<
		| 'customer'
		| 'author'
		| 'assignee'
		| 'conversation'
		| 'project'
		| 'agent'
		| 'waiting'
		| 'reminders'
		| 'repliedBy'
		| 'handledBy'
		| 'acknowledged'
		| 'snoozed'
		| 'muted'
		/** When active hours began, where a reminder may have waited for them. */
		| 'opened'
		/** Of what did not come. */
		| 'expected'
		| 'lastSeen'
		| 'period',
		string
	>;
	/** Of `facts.acknowledged` and `facts.snoozed`. */
	held: { by: Text<'who' | 'time'>; unknown: Text<'time'> };
	/** Of `facts.reminders`. */
	reminders: { all: Text<'count'>; of: Text<'count' | 'maximum'> };
	/** Above the field for it. */
	yourName: string;
}

/** What a robot's notification says by itself. */
export interface MessageWords {
	/** By kind of event. */
	kinds: {
		[Kind in EventKind]: Kind extends
			| `message.${string}`
			| `form.${string}`
			| 'customer.updated'
			| 'lead.created'
			? Text<'who'>
			: Kind extends `code.${string}`
				? Text<'project'>
				: string;
	};
	/** Inside of a text. */
	aProject: string;
	/** The title of what has none. */
	notification: string;
	/** Of an Error Trigger of n8n. */
	workflowFailed: Text<'name'>;
	aWorkflow: Unnamed;
	/** Of a Form Trigger. */
	formSubmitted: string;
	/** What an item says that has nothing but an error. */
	stepFailed: string;
	/** By what waits; of several kinds, `other`. */
	waitingDigest: Record<Matter, Plural<never>>;
	digest: Plural<never>;
	/** At the end of a digest that does not name all. */
	leftOut: Plural<never>;
	facts: Record<
		| 'branch'
		| 'node'
		| 'actor'
		| 'subject'
		| 'status'
		| 'waitingSince'
		| 'time'
		| 'messages'
		| 'reason'
		| 'error',
		string
	>;
	/** On the button that leads to the conversation. */
	open: string;
	/** On the button that leads to the board. */
	board: string;
	/** At the end of a message that was cut. */
	truncated: string;
}

/** What the page of a link says. `{time}` in hints: how long; in `doneUntil`: until when. */
export interface PageWords {
	hints: {
		acknowledge: Text<'time'>;
		snooze: Text<'time'>;
		markReplied: string;
		muteProject: Text<'project' | 'time'>;
	};
	done: Record<'acknowledge' | 'snooze' | 'markReplied' | 'muteProject', string>;
	doneUntil: Record<'acknowledge' | 'snooze' | 'muteProject', Text<'time'>>;
	doneReplied: string;
	/** Why there is nothing to do any more. */
	over: Record<
		| 'reply'
		| 'markedReplied'
		| 'silence'
		| 'maximumReminders'
		| 'timeLimit'
		| 'reminderFailed'
		| 'cancelled'
		| 'superseded'
		| 'orphaned'
		| 'unreadable',
		string
	>;
	/** Who ended it, and when. */
	by: Text<'who' | 'time'>;
	/** `unknown`: of a conversation that is forgotten. `unavailable`: the store cannot be reached. */
	refused: Record<
		'expired' | 'revoked' | 'unknown' | 'invalid' | 'unavailable',
		{ heading: string; lead: string }
	>;
}

/** What is said with a name where it is known, and without. */
interface ByWhom {
	by: Text<'who' | 'time'>;
	unknown: Text<'time'>;
}

/** What the board says; the browser fills in what changes. */
export interface BoardWords {
	title: string;
	waiting: string;
	expected: string;
	nobody: string;
	replies: string;
	reminders: string;
	ended: string;
	needsScript: string;
	cancel: string;
	/** On the button that was pressed once. */
	sure: { markReplied: string; cancel: string; muteProject: string };
	done: {
		acknowledge: Text<'who' | 'time'>;
		snooze: Text<'who' | 'time'>;
		markReplied: Text<'who'>;
		cancel: Text<'who'>;
		muteProject: Text<'who' | 'time'>;
		unmute: string;
	};
	failed: { over: Text<'who'>; notAllowed: string; invalid: string; offline: string };
	/** Of what is expected. `late`: within its grace. */
	expectedIn: Text<'time' | 'period'>;
	late: Text<'time' | 'left'>;
	overdue: Text<'time'>;
	lastSeen: Text<'time'>;
	notListening: Text<'time'>;
	/** `{reminders}`: as in `SharedWords.reminders`. */
	reminded: Text<'reminders'>;
	next: Text<'time'>;
	/** The same, when active hours begin. */
	nextAtOpening: Text<'time'>;
	nextNow: string;
	/** No reminder is left, and it is over by then. */
	end: Text<'time'>;
	reminding: string;
	/** `{time}`: when the target is breached. */
	targets: Record<TargetKind, { running: Text<'time'>; breached: Text<'time'> }>;
	/** Of a conversation: no reminders go out until then. */
	muted: Text<'time'>;
	/** Of all that a mute is of. */
	mutes: {
		by: Text<'what' | 'time' | 'who'>;
		unknown: Text<'what' | 'time'>;
		/** It does not hold now: from when on it will by its calendar, or that this has nothing to come. */
		next: Text<'what' | 'time'>;
		never: Text<'what'>;
		/** It holds now, and again from then on. */
		again: Text<'time'>;
		/** Its calendar could not be read the last time. */
		unread: Text<'why'>;
	};
	unmute: string;
	/** Something and what is said beside it, as people write it in brackets. */
	aside: Text<'text' | 'aside'>;
	notPublished: string;
	trouble: Text<'why'>;
	hold: Record<'acknowledged' | 'snoozed', ByWhom>;
	/** `{time}`: how long the customer had waited. */
	states: Record<'replied' | 'cancelled', ByWhom> & Record<'silence' | 'exhausted', Text<'time'>>;
	noReplies: string;
	/** `{time}`: the median. */
	median: Text<'count' | 'time'>;
	reminderSum: Text<'count'>;
	/** The names of bars: replies within a time, and later than all of them. */
	within: Text<'time'>;
	later: string;
	/** Nobody knows which days of that year are off. */
	uncovered: Text<'year'>;
	/** The calendar cannot be read. `{time}`: when it was, last. */
	unread: { since: Text<'time'>; never: string };
	/** Nobody of that layer of that roster. */
	nobodyOnDuty: Text<'roster' | 'layer'>;
	/** No connection to a chat platform. */
	chatProblem: Text<'why'>;
	duty: DutyWords;
	/** On the link to a conversation at its source, which says only whose it is. */
	open: Text<'who'>;
	filters: {
		heading: string;
		project: string;
		agent: string;
		allProjects: string;
		allAgents: string;
		/** Behind a list that has no room for all: `{count}`. */
		left: string;
		/** Where nobody waits whom the filters let pass. */
		nobody: string;
		/** In place of what is counted of all only. */
		unfiltered: string;
	};
	days: DayWords;
}

/** What the board says of the last two weeks. */
interface DayWords {
	heading: string;
	/** Nothing happened. */
	none: string;
	/** Where nobody waits now. */
	today: Text<'opened' | 'replied'>;
	/** The names of the charts, and of what they count. */
	counts: string;
	times: string;
	opened: string;
	answered: string;
	exhausted: string;
	otherwise: string;
	firstReply: string;
	target: string;
	/** Replies within their target. */
	met: string;
	metOf: Text<'met' | 'count'>;
	/** The table of the same numbers, and its first column. */
	table: string;
	day: string;
}

/** What the board says of rosters. */
interface DutyWords {
	heading: string;
	/** In the place of names. */
	nobody: string;
	/** `{time}`: when somebody else is on duty. */
	until: Text<'time'>;
	/** Of a layer in which somebody stands in. */
	override: { by: Text<'who'>; unknown: string };
	/** Of a layer with a calendar. `{time}`: when it was read, last. */
	calendar: { since: Text<'time'>; never: string };
	/** Of the two lists: who, and for how long. */
	person: string;
	time: string;
	/** On buttons. */
	standIn: string;
	endStandIn: string;
	done: { standIn: Text<'who' | 'layer' | 'time'>; endStandIn: Text<'layer'> };
	failed: string;
}

/** What a chat app says: in the line below a reminder that was answered, and to whoever answered, alone. */
export interface ChatWords {
	/** `handled`: of what is not replied to. */
	lines: Record<'acknowledged' | 'snoozed' | 'reply' | 'markedReplied' | 'handled', ByWhom>;
	/** To who wrote a word. `{what}`: the code and the name of the conversation; `{time}`: until when. */
	done: Record<'acknowledge' | 'snooze', Text<'what' | 'time'>> & { markReplied: Text<'what'> };
	/** Somebody else was on it. */
	takenOver: Text<'who' | 'time'>;
	refused: Record<
		'guest' | 'notAllowed' | 'otherChat' | 'otherMessage' | 'invalid' | 'expired' | 'revoked',
		string
	>;
	unknown: { press: string; word: string };
	/** Before the conversations of which one is meant. */
	ask: string;
	/** Before those that are open in the chat. */
	list: string;
	/** Behind either, where there are more. */
	more: Text<'count'>;
	nobody: string;
	help: string;
}

/** What only the text of an item says, see `summary` and `changeJson`. */
export interface SummaryWords {
	/** Before what the customer wrote. */
	message: string;
	/** Before what is said of anything else. */
	details: string;
	/** Of a hold that is over; `{time}`: how long it was. */
	held: Record<'acknowledged' | 'snoozed', Text<'by' | 'time'>>;
}
