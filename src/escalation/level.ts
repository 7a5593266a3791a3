/** From reminder `fromReminder` on, somebody else is told. Before the first of them it is level 1. */
export interface Level {
	name: string;
	fromReminder: number;
	/** The layer of the roster whose people are reminded; that of level 1 where there is none. */
	layer?: string;
}

/** The position in `levels` of the level that reminder `reminderNumber` belongs to, and -1 for level 1. */
export function levelIndex(levels: Level[], reminderNumber: number): number {
	let found = -1;
	levels.forEach(({ fromReminder }, index) => {
		const isHigher = found === -1 || fromReminder >= levels[found].fromReminder;
		if (fromReminder <= reminderNumber && isHigher) found = index;
	});
	return found;
}
