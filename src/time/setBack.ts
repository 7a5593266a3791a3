/**
 * Tells whether a clock may have been set back since the last call. The first
 * call says yes: nobody knows what happened while the process was not running.
 */
export function setBackDetector(): (now: number) => boolean {
	let latest = Infinity;
	return (now) => {
		const isSetBack = now < latest;
		latest = now;
		return isSetBack;
	};
}
