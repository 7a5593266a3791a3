/** From push `fromPush` on, somebody else is told. Before the first of them it is level 1. */
export interface Level {
	name: string;
	fromPush: number;
}

/** The position in `levels` of the level that push `pushNumber` belongs to, and -1 for level 1. */
export function levelIndex(levels: Level[], pushNumber: number): number {
	let found = -1;
	levels.forEach(({ fromPush }, index) => {
		const isHigher = found === -1 || fromPush >= levels[found].fromPush;
		if (fromPush <= pushNumber && isHigher) found = index;
	});
	return found;
}
