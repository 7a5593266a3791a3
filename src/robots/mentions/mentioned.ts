/** By what platforms name people, as the fields under "Mention" are called; each platform has some of them. */
export const mentionFields = ['users', 'mobiles', 'roles'] as const;
export type MentionField = (typeof mentionFields)[number];

/** Entries of these fields, as they were entered. */
export type MentionEntries = Record<MentionField, string[]>;

/** Whom a notification mentions by what it is about. The entries are those of its platform. */
export interface Mentioned extends MentionEntries {
	everybody: boolean;
}

export const NO_ENTRIES: Readonly<MentionEntries> = { users: [], mobiles: [], roles: [] };

/** Each of them once. */
export function together(all: Mentioned[]): Mentioned {
	const entries = (field: MentionField) => [...new Set(all.flatMap((each) => each[field]))];
	return {
		users: entries('users'),
		mobiles: entries('mobiles'),
		roles: entries('roles'),
		everybody: all.some(({ everybody }) => everybody),
	};
}

/** Somebody whom a message does not mention. */
export interface NotMentioned {
	/** By the name that the item has. */
	agent?: string;
	/** The entry that names nobody on the platform. */
	user?: string;
	reason: string;
}
