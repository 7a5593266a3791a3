export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const UNITS = { seconds: SECOND, minutes: MINUTE, hours: HOUR, days: DAY } as const;
export type DurationUnit = keyof typeof UNITS;

/** Milliseconds of `amount` units. */
export function duration(amount: number, unit: DurationUnit): number {
	return amount * UNITS[unit];
}

/** `90_000` becomes `1 min 30 s`: the two largest units that are not zero. */
export function readableDuration(milliseconds: number): string {
	let seconds = Math.max(0, Math.round(milliseconds / SECOND));
	const parts: string[] = [];
	for (const [size, name] of [
		[DAY, 'd'],
		[HOUR, 'h'],
		[MINUTE, 'min'],
		[SECOND, 's'],
	] as const) {
		const count = Math.floor(seconds / (size / SECOND));
		seconds -= count * (size / SECOND);
		if (count > 0) parts.push(`${count} ${name}`);
	}
	return parts.slice(0, 2).join(' ') || '0 s';
}
