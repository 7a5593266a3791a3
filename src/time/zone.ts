/** `UTC+8`: how far a time zone is from UTC at that time, in ms since 1970. */
export function zoneAt(at: number, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' });
	const zone = parts.formatToParts(at).find(({ type }) => type === 'timeZoneName')!.value;
	return zone.replace('GMT', 'UTC').replace(/[+-]0$/, '');
}
