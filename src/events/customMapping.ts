import type { EventPart } from './eventPart';

/** Where the user says that a value is: at a dotted path of the body, or it is there already, from an expression. */
export type Place = { path: string } | { value: unknown };

/** Which field of a body of one's own design is which. */
export interface CustomMapping {
	conversationKey?: Place;
	/** The same for every delivery of the same thing. */
	eventId?: Place;
	type?: Place;
	parts: Partial<Record<CustomPart, Place>>;
	/** Statuses, compared without regard to case. */
	repliedStatuses: readonly string[];
	/** When there are any, other statuses say nothing new. */
	waitingStatuses: readonly string[];
}

/** The parts of an event that a user can map, as the panel calls them. */
export const CUSTOM_PARTS = {
	text: 'Text',
	occurredAt: 'Time',
	status: 'Status',
	agentName: 'Agent Name',
	url: 'Link',
	projectName: 'Project',
	severity: 'Severity',
	title: 'Title',
	visitorId: 'Visitor ID',
	visitorName: 'Visitor Name',
} as const satisfies Partial<Record<EventPart, string>>;

export type CustomPart = keyof typeof CUSTOM_PARTS;
