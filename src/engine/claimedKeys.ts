import { escalationIdOf } from '../escalation/claimToken';
import { RecentMap } from '../recentMap';
import type { Store } from '../store/store';
import { HOUR } from '../time/duration';

/**
 * The conversations of what a process has handed out. The gate names them, so
 * that no answer to them is stored while it decides; it knows nothing but tokens.
 */
export class ClaimedKeys {
	private readonly keys = new RecentMap<string>({ keepFor: HOUR, most: 10_000 });

	constructor(private readonly store: Store) {}

	/** The claim with this token was made here. */
	note(token: string, conversationKey: string): void {
		this.keys.set(token, conversationKey, this.store.clock.now());
	}

	/** Of the claims with these tokens. What another process handed out is looked up. */
	async of(tokens: string[]): Promise<string[]> {
		const now = this.store.clock.now();
		const known = tokens.map((token) => this.keys.get(token, now));
		const unknown = tokens.filter((_, index) => known[index] === undefined);
		const found =
			unknown.length === 0
				? []
				: await this.store.transaction(
						async ({ lookups }) => await lookups.keysOf(unknown.map(escalationIdOf)),
					);
		return [...new Set([...known.flatMap((key) => key ?? []), ...found])];
	}
}
