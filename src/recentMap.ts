export interface RecentMapOptions {
	/** ms after which an entry is as good as gone. */
	keepFor: number;
	/** The oldest are forgotten when there are more. */
	most: number;
}

/** What was noted a while ago: a map that is bounded in time and in number. Times are ms since 1970. */
export class RecentMap<Value> {
	/** The oldest first. */
	private readonly entries = new Map<string, { value: Value; at: number }>();

	constructor(private readonly options: RecentMapOptions) {}

	get(key: string, now: number): Value | undefined {
		const entry = this.entries.get(key);
		return entry && this.isRecent(entry.at, now) ? entry.value : undefined;
	}

	/** Notes it, and lets go of what is too old or too much. */
	set(key: string, value: Value, now: number): void {
		this.entries.delete(key);
		this.entries.set(key, { value, at: now });
		for (const [oldest, { at }] of this.entries) {
			if (this.entries.size <= this.options.most && this.isRecent(at, now)) return;
			this.entries.delete(oldest);
		}
	}

	delete(key: string): void {
		this.entries.delete(key);
	}

	/** How many are in memory. */
	get size(): number {
		return this.entries.size;
	}

	/** A clock that was set back keeps nothing for longer. */
	private isRecent(at: number, now: number): boolean {
		return Math.abs(now - at) < this.options.keepFor;
	}
}
