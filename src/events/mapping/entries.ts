import type { ServiceEvent } from '../serviceEvent';
import type { ParsedBody, Problem } from '../source';

/**
 * More than any source sends: an alert of Alertmanager has 170 bytes without
 * any label, so that the 16 MiB which n8n takes hold no more of them.
 */
const MOST_ENTRIES = 100_000;
/** So many of the entries that are refused are named. */
const MOST_NAMED = 10;

/** Characters of JSON that all events of one delivery together repeat of what stands beside their list. */
const MOST_REPEATED = 4 * 1024 * 1024;
/** So many may each repeat, however many they are: what Alertmanager has there is shorter. */
const ALWAYS_REPEATED = 16 * 1024;
/** Fields beside the list that are looked at, and those that are named where they are left out. */
const MOST_FIELDS = 100;
const MOST_LEFT_OUT = 20;
/** Characters of a text beside the list that may become a part of each event, such as an address. */
const LONGEST_SHARED_TEXT = 2_000;

export type EntryReading = { ok: true; event: ServiceEvent } | { ok: false; problem: Problem };

/** Reads a list of which each entry is an event: one that does not fit keeps out no other. */
export function readEntries(
	list: string,
	entries: readonly unknown[],
	advice: string,
	read: (entry: unknown, index: number) => EntryReading,
): ParsedBody {
	if (entries.length > MOST_ENTRIES) {
		const message = `must have at most ${MOST_ENTRIES} entries`;
		return { ok: false, isTooLarge: true, problem: { field: list, message, advice } };
	}
	const events: ServiceEvent[] = [];
	const problems: Problem[] = [];
	let count = 0;
	for (const [index, entry] of entries.entries()) {
		const reading = read(entry, index);
		if (reading.ok) {
			events.push(reading.event);
			continue;
		}
		count += 1;
		if (problems.length < MOST_NAMED) problems.push(reading.problem);
	}
	if (count === 0) return { ok: true, events };
	const refused = { count, problems };
	return events.length > 0
		? { ok: true, events, refused }
		: { ok: false, problem: problems[0], refused };
}

type Body = Readonly<Record<string, unknown>>;

/** Where the entries of a body are. */
interface Layout {
	/** What stands around them; undefined where the body is nothing of the kind. */
	around?: Record<string, unknown>;
	/** Undefined where there is none. */
	list?: readonly unknown[];
	/** Of the list; empty where nothing is around the entries. */
	name: string;
	/** A path of an entry as the sender would write it, from the top of the body. */
	nameOf(path: string, index: number): string;
}

/**
 * @param name of the list in the body; undefined where the body is the only entry.
 * @param isBareToo whether the body may also be the list, or the only entry.
 */
export function layoutOf(body: unknown, name: string | undefined, isBareToo = false): Layout {
	const fromTop = (path: string, index: number, ...before: string[]) =>
		path.startsWith('^.')
			? path.slice(2)
			: [...before, String(index), path].filter((part) => part !== '').join('.');
	if (isBareToo && Array.isArray(body)) {
		return { around: {}, list: body, name: '', nameOf: fromTop };
	}
	if (!isObject(body)) return { name: '', nameOf: (path) => path };
	if (name === undefined || (isBareToo && !Object.hasOwn(body, name))) {
		const nameOf = (path: string) => path.replace(/^\^\./, '');
		return { around: body, list: [body], name: '', nameOf };
	}
	const list = Object.hasOwn(body, name) ? body[name] : undefined;
	return {
		around: body,
		list: Array.isArray(list) ? list : undefined,
		name,
		nameOf: (path, index) => fromTop(path, index, name),
	};
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Gives what the event of an entry keeps of a body with a list: the body with
 * that entry alone. Of what stands beside the list each repeats as much as
 * many can, the short fields first; Grafana's `message`, say, tells of all
 * alerts at length.
 */
export function bodyWithEntryAlone(
	body: Body,
	list: string,
	entries: readonly unknown[],
): (entry: unknown) => unknown {
	const beside = entries.length > 1 ? fieldsToRepeat(body, list, entries.length) : body;
	return (entry) => ({ ...beside, [list]: [entry] });
}

function fieldsToRepeat(body: Body, list: string, count: number): Body {
	let room = Math.max(MOST_REPEATED / count, ALWAYS_REPEATED);
	let named = 0;
	const kept = new Map<string, unknown>();
	const fields = Object.keys(body)
		.filter((name) => name !== list)
		.slice(0, MOST_FIELDS)
		.map((name) => ({ name, length: name.length + JSON.stringify(body[name]).length }));
	for (const { name, length } of fields.toSorted((one, other) => one.length - other.length)) {
		room -= length;
		if (room >= 0) {
			kept.set(name, body[name]);
		} else if (named < MOST_LEFT_OUT && name.length < LONGEST_SHARED_TEXT) {
			named += 1;
			kept.set(name, `(left out of each of ${count} events: ${length} characters)`);
		}
	}
	return Object.fromEntries(
		fields.flatMap(({ name }) => (kept.has(name) ? [[name, kept.get(name)]] : [])),
	);
}

/** The body as parts of each of its events are taken from it: without what would be long in all of them. */
export function sharedTexts(body: Body): Body {
	return Object.fromEntries(
		Object.entries(body).filter(
			([, value]) => typeof value !== 'string' || value.length <= LONGEST_SHARED_TEXT,
		),
	);
}
