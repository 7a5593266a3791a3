import type { EventPart } from './eventPart';

/** Where the user says that a value is: at a dotted path of the body, or it is there already, from an expression. */
export type Place = { path: string } | { value: unknown };

/** Which field of a body of one's own design is which. */
export interface CustomMapping {
	conversationKey?: Place;
	/** The same for every delivery of the same thing. */
	eventId?: Place;
	type?: Place;
	parts: Partial<Record<EventPart, Place>>;
	/** Statuses, compared without regard to case. */
	repliedStatuses: readonly string[];
	/** When there are any, other statuses say nothing new. */
	waitingStatuses: readonly string[];
}
