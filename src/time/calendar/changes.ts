import ICAL from 'ical.js';

const LAST_OF_DAY = { hour: 23, minute: 59, second: 59 };

/**
 * Says of which repetition a change is, in the form in which the library looks for
 * it: a date where the event has dates, else a time in UTC. Programs write it by
 * another zone than the event, and Exchange writes times for dates.
 *
 * @throws where nobody knows the zone of such a time.
 */
export function fitChange(change: ICAL.Component, whole: ICAL.Component): void {
	const property = change.getFirstProperty('recurrence-id')!;
	const start = startOf(whole);
	if (start?.isDate) {
		property.setValue(datesIn(property)[0]);
		return;
	}
	let time = property.getFirstValue() as ICAL.Time;
	if (time.isDate && start) {
		const { hour, minute, second } = start;
		const { year, month, day } = time;
		time = ICAL.Time.fromData(
			{ year, month, day, hour, minute, second, isDate: false },
			start.zone,
		);
	}
	property.setValue(time.convertToZone(ICAL.Timezone.utcTimezone));
}

/** Says which repetitions are left out in the form of a date, where the event has dates. */
export function fitLeftOut(whole: ICAL.Component): void {
	if (!startOf(whole)?.isDate) return;
	for (const property of whole.getAllProperties('exdate')) property.setValues(datesIn(property));
}

/**
 * Says until when an event repeats in the zone of its beginning, where it does not say
 * itself where its clock hangs: Google writes the date of the last day, and others a
 * time without a zone.
 */
export function fitUntil(whole: ICAL.Component): void {
	const start = startOf(whole);
	if (!start || start.isDate) return;
	for (const property of whole.getAllProperties('rrule')) {
		const rule = property.getFirstValue() as ICAL.Recur;
		const { until } = rule;
		if (!until || !(until.isDate || until.zone === ICAL.Timezone.localTimezone)) continue;
		const { year, month, day } = until;
		const { hour, minute, second } = until.isDate ? LAST_OF_DAY : until;
		rule.until = ICAL.Time.fromData(
			{ year, month, day, hour, minute, second, isDate: false },
			start.zone,
		);
	}
}

/** What a repetition is called among those that were changed, see `fitChange`. */
export function repetitionKey(time: ICAL.Time): string {
	return (time.isDate ? time : time.convertToZone(ICAL.Timezone.utcTimezone)).toString();
}

function startOf(event: ICAL.Component): ICAL.Time | null {
	return event.getFirstPropertyValue('dtstart') as ICAL.Time | null;
}

/** As they are written, so that no zone has to be known. */
function datesIn(property: ICAL.Property): ICAL.Time[] {
	const [, , , ...values] = property.toJSON() as string[];
	return values.map((text) => ICAL.Time.fromDateString(text.slice(0, 'YYYY-MM-DD'.length)));
}
