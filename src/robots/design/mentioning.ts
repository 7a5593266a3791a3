import { mentionAgents } from '../mentions/assignedAgent';
import type { Mentioned, MentionField } from '../mentions/mentioned';
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

/** Whom "Assigned Agent" adds for these people; nobody where it was not added. Reports whom it cannot mention. */
export async function mentionedOf<Access extends RobotAccess>(
	agents: Notification['agents'],
	item: RobotItem<Access>,
	{ entries }: Pick<Mentioning<unknown, Access>, 'entries'>,
): Promise<Mentioned | undefined> {
	const { assignedAgent } = item;
	if (!assignedAgent) return undefined;
	const readers = Object.entries(entries).map(
		([field, read]) => [field, async (entry: string) => await read(entry, item)] as const,
	);
	const { mentioned, notMentioned } = await mentionAgents(
		agents ?? [],
		assignedAgent,
		Object.fromEntries(readers),
	);
	for (const each of notMentioned) item.reportNotMentioned(each);
	return mentioned;
}

/** All whom a message of the item mentions: those whom the parameters name, and its agents. */
export async function allMentions<Mentions, Access extends RobotAccess>(
	mentions: Mentions,
	item: RobotItem<Access>,
	mentioning: Mentioning<Mentions, Access>,
): Promise<Mentions> {
	const further = await mentionedOf(item.agents, item, mentioning);
	return further ? mentioning.joined(mentions, further) : mentions;
}
