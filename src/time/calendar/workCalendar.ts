/** What a calendar changes of the week: dates as `YYYY-MM-DD`. */
export interface WorkCalendar {
	/** Days on which nobody works, whatever day of the week they are. */
	daysOff: ReadonlySet<string>;
	/** Days that are worked, whatever day of the week they are: they make up for days off. */
	workingDays: ReadonlySet<string>;
	/** The last year of which it knows days off; null where it knows none at all. */
	lastYear: number | null;
	/** Another one whenever it was read: its days may have changed. */
	version: string;
}
