import type { Person } from '../../events/serviceEvent';
import { shortened } from '../../text/characters';
import { entriesOf } from '../../text/list';
import type { AgentTable } from './agentTable';
import {
	mentionFields,
	NO_ENTRIES,
	together,
	type MentionEntries,
	type Mentioned,
	type NotMentioned,
} from './mentioned';
import { readRow, type EntryReaders } from './readRow';

/** People whom a source names in one text, at most: of more it is some other text. */
const MOST_IN_ONE = 50;
/** Of a name in the output, in UTF-16 code units. */
const LONGEST_SHOWN = 200;

/** Whom to mention where none of the agents can be. */
export const waysWhenUnknown = ['nobody', 'everybody', 'fallback'] as const;

/** What "Assigned Agent" under "Mention" says. */
export interface AssignedAgent {
	table: AgentTable;
	whenUnknown: (typeof waysWhenUnknown)[number];
	fallback: MentionEntries;
}

/**
 * Whom a message mentions because it is about what these people have to answer,
 * and whom it does not: the message matters more than the mention. Only the
 * table makes a mention of a name, whoever has written it.
 */
export async function mentionAgents(
	agents: Person[],
	{ table, whenUnknown, fallback }: AssignedAgent,
	read: EntryReaders,
): Promise<{ mentioned: Mentioned; notMentioned: NotMentioned[] }> {
	const all: Mentioned[] = [];
	const notMentioned: NotMentioned[] = [];
	const mention = async (rows: MentionEntries[], agent: Pick<NotMentioned, 'agent'>) => {
		for (const row of rows) {
			const { mentioned, refused } = await readRow(row, read);
			all.push(mentioned);
			notMentioned.push(...refused.map((each) => ({ ...agent, ...each })));
		}
	};
	for (const { name: agent, rows } of agents.flatMap((each) => foundIn(table, each))) {
		if (rows.length === 0) notMentioned.push({ agent, reason: 'Not in the table of agents' });
		await mention(rows, { agent });
	}
	if (!all.some(isSomebody)) {
		if (whenUnknown === 'everybody') all.push({ ...NO_ENTRIES, everybody: true });
		if (whenUnknown === 'fallback') await mention([fallback], {});
	}
	return { mentioned: together(all), notMentioned };
}

interface Found {
	name: string;
	rows: MentionEntries[];
}

/**
 * The rows of an agent, by the first of the names that a source has of one
 * which is in the table. Some sources name several people in one: where nobody
 * is called all of it, each of them is looked for.
 */
function foundIn(table: AgentTable, { name, nickname, id }: Person): Found[] {
	const names = [name, nickname, id].flatMap((each) => (each?.trim() ? [each] : []));
	const known = names.find((each) => table.rowsOf(each).length > 0);
	const [shown] = names;
	if (known !== undefined) return [{ name: shown, rows: table.rowsOf(known) }];
	const named = entriesOf(shown);
	const several = named.length > MOST_IN_ONE ? [shown] : named;
	return several.map((each) => ({
		name: shortened(each, LONGEST_SHOWN),
		rows: table.rowsOf(each),
	}));
}

function isSomebody({ everybody, ...entries }: Mentioned): boolean {
	return everybody || mentionFields.some((field) => entries[field].length > 0);
}
