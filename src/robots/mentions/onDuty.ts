import { z } from 'zod';

import { idsOf, phoneNumbersOf } from '../values';
import { own } from '../../own';
import { together, type Mentioned, type NotMentioned } from './mentioned';
import { readRow, type EntryReaders } from './readRow';

/** People on duty, at most: of more it is something else. */
const MOST_PEOPLE = 50;

const onDutyLike = z.object({
	people: z
		.array(
			z.object({
				name: z.string(),
				ids: z.record(z.string(), z.unknown()).catch({}),
				mobiles: z.unknown().optional(),
			}),
		)
		.max(MOST_PEOPLE),
});

/** Who is on duty, with their ids on all platforms. */
export type OnDutyPeople = z.infer<typeof onDutyLike>['people'];

/** What an item says under `onDuty`; undefined where it says nothing of it. */
export function onDutyOf({ onDuty }: Record<string, unknown>): OnDutyPeople | undefined {
	return onDutyLike.safeParse(onDuty).data?.people;
}

/**
 * Whom a message mentions because they are on duty, and whom it does not: the
 * message matters more than the mention.
 *
 * @param platform its name, as its makers spell it.
 */
export async function mentionOnDuty(
	onDuty: OnDutyPeople | undefined,
	platform: string,
	read: EntryReaders,
): Promise<{ mentioned: Mentioned; notMentioned: NotMentioned[] }> {
	const all: Mentioned[] = [];
	const notMentioned: NotMentioned[] = [];
	if (!onDuty) notMentioned.push({ reason: 'The item does not say who is on duty' });
	if (onDuty?.length === 0) notMentioned.push({ reason: 'Nobody is on duty' });
	for (const { name, ids, mobiles } of onDuty ?? []) {
		const row = { users: idsOf(own(ids, platform)), mobiles: phoneNumbersOf(mobiles), roles: [] };
		const { mentioned, refused } = await readRow(row, read);
		all.push(mentioned);
		notMentioned.push(...refused.map((each) => ({ agent: name, ...each })));
	}
	return { mentioned: together(all), notMentioned };
}
