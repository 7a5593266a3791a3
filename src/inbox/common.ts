import type { ServiceEvent } from '../events/serviceEvent';

type Fields = Record<string, unknown>;

/**
 * Takes apart what the same request brought: what is the same in all of its
 * events, such as what stands in the body beside a list of alerts, is to be
 * stored once.
 *
 * @returns `own` in the order of the events. No `common` where there is nothing to share.
 */
export function splitCommon(events: readonly ServiceEvent[]): { common?: Fields; own: Fields[] } {
	if (events.length < 2) return { own: [...events] };
	const raws = events.map(({ raw }) => raw);
	const common = sameIn(events);
	if (!raws.every(isObject)) return { common, own: events.map((event) => without(event, common)) };
	const commonRaw = sameIn(raws);
	const own = events.map((event, index) => ({
		...without(event, common),
		raw: without(raws[index], commonRaw),
	}));
	return { common: { ...common, raw: commonRaw }, own };
}

/** Puts an event together again. */
export function withCommon(own: Fields, common: Fields | undefined): Fields {
	if (!common) return own;
	// In the order in which other events have these.
	const event = { id: own.id, ...common, ...own };
	return isObject(own.raw) && isObject(common.raw)
		? { ...event, raw: { ...common.raw, ...own.raw } }
		: event;
}

/** Objects count as the same where they are one: what was read of one body. */
function sameIn(all: readonly Fields[]): Fields {
	const [first, ...others] = all;
	return Object.fromEntries(
		Object.entries(first).filter(
			([name, value]) =>
				value !== undefined &&
				others.every((other) => Object.hasOwn(other, name) && other[name] === value),
		),
	);
}

function without(fields: Fields, left: Fields): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(left, name)));
}

function isObject(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
