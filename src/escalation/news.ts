import { own } from '../own';

type Json = Record<string, unknown>;

/** What changes while somebody waits, and is not the customer's to say. */
const MAY_CHANGE = ['agent', 'severity'];

/**
 * What the source tells of a conversation by an event that is no message: who is
 * to answer, how severe it is, and its status. All else in that event is about
 * itself: a note's text is not what the customer said. Undefined where it tells nothing.
 */
export function newsIn(told: Json): Json | undefined {
	const news: Json = Object.fromEntries(
		MAY_CHANGE.flatMap((name) => {
			const value = own(told, name);
			return value === undefined ? [] : [[name, value] as const];
		}),
	);
	const status = own(objectIn(told, 'conversation'), 'status');
	if (status !== undefined) news.conversation = { status };
	return Object.keys(news).length > 0 ? news : undefined;
}

/** The event that a conversation is about, with that. */
export function withNews(event: Json, { conversation, ...news }: Json): Json {
	const told = conversation
		? { conversation: { ...objectIn(event, 'conversation'), ...conversation } }
		: {};
	return { ...event, ...news, ...told };
}

function objectIn(json: Json, name: string): Json {
	const value = own(json, name);
	return typeof value === 'object' && value !== null ? (value as Json) : {};
}
