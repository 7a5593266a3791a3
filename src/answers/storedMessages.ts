import { visitorOf } from '../escalation/about';
import type { Store } from '../store/store';
import type { Lookups } from '../store/transaction';
import type { SentMessages } from './act';
import type { Reminded } from './find';

/** Open conversations of one chat that are looked at: nobody reads a longer list. */
const MOST_OPEN = 500;

/** What the store knows of the messages of an app. @param app as its buttons are signed for it. */
export function storedMessages(store: Store, app: string): SentMessages {
	return {
		async about(chat, message) {
			return await store.transaction(async ({ chatMessages, lookups }) => {
				const about = await chatMessages.of(app, chat, message);
				if (about.length === 0) return undefined;
				return await reminded(
					lookups,
					about.map(({ escalationId }) => escalationId),
				);
			});
		},
		async open(chat) {
			return await store.transaction(
				async ({ chatMessages, lookups }) =>
					await reminded(lookups, await chatMessages.openIn(app, chat, MOST_OPEN)),
			);
		},
	};
}

async function reminded(lookups: Lookups, escalationIds: string[]): Promise<Reminded[]> {
	const events = await lookups.events(escalationIds);
	return escalationIds.map((escalationId) => ({
		escalationId,
		name: visitorOf(events.get(escalationId) ?? {}) ?? null,
	}));
}
