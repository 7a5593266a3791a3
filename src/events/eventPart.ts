/** Where each part of an event may come from. What a source does not have is left out. */
export const eventParts = [
	'subject',
	'status',
	'occurredAt',
	'visitorId',
	'visitorName',
	'agentName',
	'actorId',
	'actorName',
	'projectName',
	'projectUrl',
	'branch',
	'severity',
	'title',
	'text',
	'url',
] as const;

export type EventPart = (typeof eventParts)[number];

/** The parts as they were found. */
export type PartValues = Partial<Record<EventPart, unknown>>;
