import type { ConversationEffect, EventKind } from '../serviceEvent';
import type { EventPart } from '../eventPart';

/**
 * Where a value is: a dotted path, or the first of several that leads to one.
 * A path goes from the entry of the list, or from the whole body where there
 * is no list; with `^.` before it, always from the whole body.
 */
export type Selector = string | readonly string[];

export type PartSelectors = Partial<Record<EventPart, Selector>>;

/** Something that has to hold, besides the type, for a mapping to fit. */
export interface Condition {
	at: Selector;
	/** The value is one of these texts. */
	is?: readonly string[];
	/** The value is none of these texts. */
	isNot?: readonly string[];
	/** The value begins so. */
	startsWith?: string;
	matches?: RegExp;
	/** The value is the same as this one. */
	equals?: Selector;
	/** The value is another than this one. */
	differsFrom?: Selector;
	/** There is no value, not even an object. */
	isAbsent?: true;
	/** There is one, be it an object. */
	isPresent?: true;
	/** The value is an account that the user does not count as a bot. */
	isPerson?: true;
}

/** How one kind of event is read. */
export interface EventMapping {
	/** The source's own names, as `type` of the source makes them. */
	types: readonly string[];
	when?: readonly Condition[];
	kind: EventKind;
	/** Absent when nobody can wait for an answer to it. */
	effect?: ConversationEffect;
	/**
	 * With `{path}` for values. Of several with `|` between them the first that is
	 * there counts; one that means something else has a tag, `{id|name=title}`.
	 * Needed with an effect.
	 */
	conversationKey?: string;
	/** Path of the page where a person can look at it, below the source's `siteUrl`; with `{path}` like the key. */
	page?: string;
	/** Parts that are elsewhere than in the other events of the source. */
	parts?: PartSelectors;
	/** An object of which every entry is a further fact. */
	fieldsOf?: Selector;
}
