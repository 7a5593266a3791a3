import { ExplainedError } from '../../explainedError';
import {
	mentionFields,
	type MentionEntries,
	type MentionField,
	type Mentioned,
	type NotMentioned,
} from './mentioned';

/** How a platform reads an entry of each field that it has. @throws {ExplainedError} of one that is nobody's. */
export type EntryReaders = Partial<
	Record<MentionField, (entry: string) => string | Promise<string>>
>;

/** Whom a row names on the platform, and what of it names nobody. */
export async function readRow(
	row: MentionEntries,
	read: EntryReaders,
): Promise<{ mentioned: Mentioned; refused: NotMentioned[] }> {
	const fields = mentionFields.filter((field) => read[field]);
	const mentioned: Mentioned = { users: [], mobiles: [], roles: [], everybody: false };
	const refused: NotMentioned[] = [];
	if (fields.every((field) => row[field].length === 0)) {
		refused.push({ reason: `No ${fields.join(' or ')} to mention` });
	}
	for (const field of fields) {
		for (const entry of row[field]) {
			try {
				mentioned[field].push(await read[field]!(entry));
			} catch (error) {
				if (!(error instanceof ExplainedError)) throw error;
				refused.push({ user: entry, reason: error.message });
			}
		}
	}
	return { mentioned, refused };
}
