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

/** The two largest units that are not zero; of nothing at all, no seconds. */
export function durationParts(
	milliseconds: number,
): Array<{ count: number; unit: 'd' | 'h' | 'min' | 's' }> {
	let seconds = Math.max(0, Math.round(milliseconds / SECOND));
	const parts: ReturnType<typeof durationParts> = [];
	for (const [size, unit] of [
		[DAY, 'd'],
		[HOUR, 'h'],
		[MINUTE, 'min'],
		[SECOND, 's'],
	] as const) {
		const count = Math.floor(seconds / (size / SECOND));
		seconds -= count * (size / SECOND);
		if (count > 0) parts.push({ count, unit });
	}
	return parts.length > 0 ? parts.slice(0, 2) : [{ count: 0, unit: 's' }];
}

/** `90_000` becomes `1 min 30 s`. */
export function readableDuration(milliseconds: number): string {
	return durationParts(milliseconds)
		.map(({ count, unit }) => `${count} ${unit}`)
		.join(' ');
}
