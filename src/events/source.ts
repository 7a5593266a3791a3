import type { z } from 'zod';
import { own } from '../own';
import type { CustomMapping } from './customMapping';
import type { EventRequest } from './request';
import type { EventKind, ServiceEvent } from './serviceEvent';
import type { SignatureScheme } from './signature/signature';

/** What was wrong with a request, in words for the person who set it up. */
export interface Problem {
	/** Dotted path of the field, for example `content.0.visitor_name`; empty for the whole body. */
	field: string;
	/** A sentence, or the end of one that begins with the field. */
	message: string;
	/** What to do about it. */
	advice: string;
}

/** Entries of a list that do not fit. */
export interface RefusedEntries {
	count: number;
	/** Of the first few. */
	problems: Problem[];
}

export type ParsedBody =
	/** `refused`: the others of a list, of which some are events. */
	| { ok: true; events: ServiceEvent[]; refused?: RefusedEntries }
	/** `refused`: all of a list. `isTooLarge`: no other request can mend it but a smaller one. */
	| { ok: false; problem: Problem; refused?: RefusedEntries; isTooLarge?: true };

/** What the user set in the node for the source. Each source reads what concerns it. */
export interface SourceSettings {
	/** Which field is which, for bodies that the user or an administrator designed. */
	mapping?: CustomMapping;
	/** DCE 5.0: what happened, when the request does not say. */
	userAction?: string;
	/** Robot messages: name of the line, as in `Alert ID: 42`, that tells conversations apart; `> Alert ID` in a quotation. */
	conversationLine?: string;
	/** Robot messages: name of the line, as in `State: resolved`, that may say that it is over. */
	statusLine?: string;
	/** Robot messages: words that say that it is over, in the title or in that line. */
	repliedWords?: string[];
	/** Accounts, `*` stands for any characters, whose comments answer nobody. */
	botAccounts?: string[];
	/** Where the pages of the source are, for links: its own bodies do not say. */
	siteUrl?: string;
	/** Whether the user looks at a test event, to see what there is. */
	isTest?: boolean;
}

/** Everything that we know of one system that sends events. One file each. */
export interface EventSource {
	id: string;
	/** As its own documentation spells it. */
	displayName: string;
	/** What it sends, in a line for the list of sources. */
	summary: string;
	/** Where to enter the URL of the trigger, as the end of a sentence. */
	setup: string;
	/** What it can send, in the order in which the node lists it. */
	kinds: readonly EventKind[];
	/** Whether it tells when a conversation is closed in which customers write. */
	closesConversations?: boolean;
	/** What its `project` is, where it has one. */
	projects?: 'projects' | 'repositories';
	/** HTTP methods that it uses. POST alone unless said otherwise. */
	methods?: readonly string[];
	/** Whether a body that is not JSON, or the query of a request without body, can be an event. */
	accepts?: { text?: boolean; query?: boolean };
	/** Whether its senders expect the answer of a group robot. */
	respondsAsRobot?: boolean;
	/** Which signature the source sends, if it signs at all. */
	signature?: SignatureScheme;
	/** How its page asks its users to authenticate it, where that is not by its signature, or by a header if it has none. */
	authentication?: 'header' | 'query';
	/**
	 * Whether it takes a refusal for a failure of the webhook, and sends nothing
	 * any more after some: what is authentic and merely unknown is answered 200.
	 */
	ignoresUnknown?: boolean;
	/** Whether it says which account has answered, so that `SourceSettings.botAccounts` counts. */
	hasBotAccounts?: boolean;
	/** Where an installation may be, where its bodies do not say at which address their pages are: `SourceSettings.siteUrl`. */
	siteExample?: string;
	/** The header that it can carry a secret in, where that is not for its users to choose. */
	secretHeader?: string;
	/**
	 * How much a request looks like one of this source: 1 when there is no
	 * doubt, 0 when nothing speaks for it.
	 */
	resemblance(request: EventRequest): number;
	/** Validates and normalises. Never throws. */
	parse(request: EventRequest, settings: SourceSettings): ParsedBody;
}

/** As somebody reads it who sees no field: with the body as what the sentence is about. */
export function inSentence(problem: Problem): Problem {
	const { field, message } = problem;
	return field === '' && /^\p{Ll}/u.test(message)
		? { ...problem, message: `The body ${message}` }
		: problem;
}

/** A value as a schema has it, or what is wrong with it. What is missing is named first. */
export function parsedBy<Value>(
	schema: z.ZodType<Value>,
	input: unknown,
	advice: string,
): { ok: true; value: Value } | { ok: false; problem: Problem } {
	const parsed = schema.safeParse(input, { error: inWords });
	if (parsed.success) return { ok: true, value: parsed.data };
	const { issues } = parsed.error;
	const issue = issues.find(({ message }) => message === MISSING) ?? issues[0];
	return { ok: false, problem: { field: issue.path.join('.'), message: issue.message, advice } };
}

const MISSING = 'is required';

const TYPES: Record<string, string> = {
	string: 'text',
	number: 'a number',
	boolean: 'true or false',
	array: 'a list',
	object: 'an object',
	record: 'an object',
};

/** What zod finds wrong, as the end of a sentence that begins with the field. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
	if (issue.input === undefined) return MISSING;
	switch (issue.code) {
		case 'invalid_type':
			return `must be ${own(TYPES, issue.expected) ?? issue.expected}`;
		case 'invalid_value':
			return `must be ${issue.values.join(' or ')}`;
		case 'too_small':
			return issue.origin === 'string' ? 'is empty' : 'is too small';
		case 'too_big':
			return issue.origin === 'string' ? 'is too long' : 'is too large';
		case 'invalid_union':
			return 'is of a type that does not fit';
		default:
			return undefined;
	}
}
