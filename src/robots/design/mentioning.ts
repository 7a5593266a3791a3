import { mentionAgents } from '../mentions/assignedAgent';
import { together, type Mentioned, type MentionField } from '../mentions/mentioned';
import { mentionOnDuty } from '../mentions/onDuty';
import type { EntryReaders } from '../mentions/readRow';
import type { Notification } from '../notification/notification';
import type { RobotAccess } from './access';
import type { RobotItem } from './item';

/** How a platform mentions people. `Mentions` is what its own messages are written with. */
export interface Mentioning<Mentions, Access extends RobotAccess = RobotAccess> {
	nobody: Mentions;
	/** The fields under "Mention" that it has, and how an entry of each is read. @throws {ExplainedError} of one that is nobody's. */
	entries: Partial<
		Record<MentionField, (entry: string, item: RobotItem<Access>) => string | Promise<string>>
	>;
	/** Those whom the parameters name, and further ones, each once. */
	joined(mentions: Mentions, further: Mentioned): Mentions;
}

/** Whom a notification may mention by what it is about. */
type Concerned = Pick<Notification, 'agents' | 'onDuty'>;

/** Whom "Assigned Agent" and "On Duty" add; nobody where neither was added. Reports whom they cannot mention. */
export async function mentionedOf<Access extends RobotAccess>(
	{ agents = [], onDuty }: Concerned,
	item: RobotItem<Access>,
	{ entries }: Pick<Mentioning<unknown, Access>, 'entries'>,
): Promise<Mentioned | undefined> {
	const { assignedAgent, mentionsOnDuty, access } = item;
	const readers: EntryReaders = Object.fromEntries(
		Object.entries(entries).map(
			([field, read]) => [field, async (entry: string) => await read(entry, item)] as const,
		),
	);
	const found = [
		...(assignedAgent ? [await mentionAgents(agents, assignedAgent, readers)] : []),
		...(mentionsOnDuty ? [await mentionOnDuty(onDuty, access.platform.name, readers)] : []),
	];
	if (found.length === 0) return undefined;
	for (const each of found.flatMap(({ notMentioned }) => notMentioned)) {
		item.reportNotMentioned(each);
	}
	return together(found.map(({ mentioned }) => mentioned));
}

/** All whom a message of the item mentions: those whom the parameters name, and whom it concerns. */
export async function allMentions<Mentions, Access extends RobotAccess>(
	mentions: Mentions,
	item: RobotItem<Access>,
	mentioning: Mentioning<Mentions, Access>,
): Promise<Mentions> {
	const further = await mentionedOf(item.concerned, item, mentioning);
	return further ? mentioning.joined(mentions, further) : mentions;
}
