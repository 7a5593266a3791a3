import ICAL from 'ical.js';
import { IANAZone } from 'luxon';

import { SECOND } from '../duration';
import { offsetOfWall } from '../wallClock';
import { nameOf, unfolded } from './eventLines';

const MOST_DEFINITIONS = 100;
const LONGEST_DEFINITION = 20_000;
/** The only rules of a definition that anybody writes, and that take no time: once a year. */
const YEARLY = /^RRULE:(?=.*FREQ=YEARLY)(?!.*INTERVAL=(?!1\b))/i;

/**
 * Where the events of an iCalendar find their time zones. One of the IANA
 * database is that, also where a publisher puts a path before its name; any other
 * is what the calendar itself says of it, as Outlook's are.
 *
 * @throws where its events ask for one that nobody knows.
 */
export class CalendarZones extends ICAL.Component {
	private readonly definitions: ReadonlyMap<string, string>;

	private readonly known = new Map<string, ICAL.Timezone>();

	constructor(text: string) {
		super('vcalendar');
		this.definitions = definitionsIn(text);
	}

	override getTimeZoneByID(id: string): ICAL.Timezone {
		const tzid = id.trim();
		const zone = this.known.get(tzid) ?? this.zoneOf(tzid);
		this.known.set(tzid, zone);
		return zone;
	}

	private zoneOf(tzid: string): ICAL.Timezone {
		const name = ianaName(tzid);
		if (name !== undefined) return new DatabaseZone(name);
		const definition = this.definitions.get(tzid);
		if (definition === undefined) throw new Error('Its time zone is not known');
		return new ICAL.Timezone({
			component: new ICAL.Component(ICAL.parse(definition) as unknown[]),
			tzid,
		});
	}
}

/** `/mozilla.org/20050126_1/Europe/Berlin` is `Europe/Berlin`; undefined for what is none. */
export function ianaName(tzid: string): string | undefined {
	const parts = tzid.split('/').slice(-4);
	const names = parts.map((_, index) => parts.slice(index).join('/'));
	return names.find((name) => IANAZone.isValidZone(name));
}

class DatabaseZone extends ICAL.Timezone {
	private readonly zone: IANAZone;

	constructor(name: string) {
		super({ tzid: name });
		this.zone = IANAZone.create(name);
	}

	/** In seconds. */
	override utcOffset({ year, month, day, hour, minute, second }: ICAL.Time): number {
		const wall = Date.UTC(year, month - 1, day, hour, minute, second);
		return offsetOfWall(this.zone, wall) / SECOND;
	}
}

/** What the calendar says of zones (RFC 5545, 3.6.5), by their ids. */
function definitionsIn(text: string): Map<string, string> {
	const found = new Map<string, string>();
	let lines: string[] | undefined;
	let length = 0;
	for (const line of unfolded(text)) {
		if (/^BEGIN:VTIMEZONE\s*$/i.test(line)) [lines, length] = [[], 0];
		if (!lines) continue;
		length += line.length;
		if (length <= LONGEST_DEFINITION) lines.push(line);
		if (!/^END:VTIMEZONE\s*$/i.test(line)) continue;
		const tzid = lines.find((each) => nameOf(each) === 'TZID');
		const isReadable = lines.every((each) => nameOf(each) !== 'RRULE' || YEARLY.test(each));
		if (tzid && isReadable && length <= LONGEST_DEFINITION && found.size < MOST_DEFINITIONS) {
			found.set(textIn(tzid), lines.join('\r\n'));
		}
		lines = undefined;
	}
	return found;
}

/** Outlook's names have commas, which a text escapes (RFC 5545, 3.3.11), and a parameter does not. */
function textIn(line: string): string {
	return line
		.slice(line.indexOf(':') + 1)
		.trim()
		.replace(/\\([\\;,])/g, '$1');
}
