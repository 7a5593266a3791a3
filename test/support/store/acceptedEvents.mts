import type { NewEvent } from '../../../src/store/transaction.ts';

/** The trigger that they came by, where a test does not say. */
export const CAME_BY = 'workflow:Trigger';

/** Events as the inbox takes them in. */
export const newEvents = (...events: object[]): NewEvent[] =>
	events.map((event) => ({ event: JSON.stringify(event) }));

/** One that answers a conversation. */
export const replyTo = (key: string, cameBy = CAME_BY): NewEvent[] => [
	{ event: '{}', repliesTo: { key, cameBy } },
];
