import type { MoreLink } from '../moreLink';

/** The links of one reminder, as its item carries them. */
export interface ReminderLinks {
	acknowledge: string;
	acknowledgeMinutes: number;
	snooze: string;
	snoozeMinutes: number;
	markReplied: string;
	/** Only where it is wanted, and a project is known. */
	muteProject?: string;
	muteMinutes?: number;
	/** ISO 8601. */
	expiresAt: string;
}

/** What an item leads to: a reminder to all of it, Exhausted to what the user added and the board, Failing to the board. */
export type ItemLinks = Partial<ReminderLinks> & { more?: MoreLink[]; board?: string };
