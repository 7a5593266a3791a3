import { onDutyItems, type OnDutyItem, type OnIt } from '../duty/onDutyItem';
import { nobodyOnDutyNotice } from '../escalation/changeNotice';
import type {
	Claim,
	Escalation,
	EscalationWithEvent,
	TimelineEntry,
} from '../escalation/escalation';
import type { Transaction } from '../store/transaction';
import { rosterNamed } from './rosters';

/** By which roster, and by which of its layers, it is told whom a reminder is for. */
export interface DutyQuestion {
	roster: string;
	/** The layer of a reminder; undefined where it is for nobody in particular. */
	layerOf(reminderNumber: number): string | undefined;
}

/** What passes the gate. */
interface Leaving {
	escalation: Escalation;
	claim: Claim;
}

/** Who is on duty now, for each of those that leave and ask for it. */
export async function askWhoIsOnDuty(
	transaction: Transaction,
	leaving: Array<Leaving | undefined>,
	duty: DutyQuestion | undefined,
): Promise<Array<OnDutyItem | undefined>> {
	const layers = leaving.map((each) => {
		const number = each && lastReminderOf(each);
		return number === undefined ? undefined : duty?.layerOf(number);
	});
	if (!duty || layers.every((layer) => layer === undefined)) return layers.map(() => undefined);
	const { roster } = duty;
	const known = await rosterNamed(transaction, roster);
	const onDutyIn = onDutyItems(known, roster, transaction.now);
	return layers.map((layer, index) =>
		layer === undefined ? undefined : onDutyIn(layer, onItOf(leaving[index]!.escalation)),
	);
}

/** The reminder by whose level it is told who is on duty; undefined where nobody is asked to do anything. */
function lastReminderOf({ escalation, claim }: Leaving): number | undefined {
	if (claim.output === 'replied') return undefined;
	return claim.reminderNumber ?? Math.max(1, escalation.reminderCount);
}

/** Who is on it, as long as that holds. */
export function onItOf({ lastHold }: Escalation): OnIt | undefined {
	return lastHold?.kind === 'acknowledged' ? lastHold : undefined;
}

/** The line of the history that says that nobody is on duty: once for each reminder, however often it is tried. */
export function nobodyIn(
	onDuty: OnDutyItem | undefined,
	{ escalation, claim }: Leaving,
	now: number,
): TimelineEntry[] {
	const { reminderNumber: number, redelivery } = claim;
	const isFirst = number !== null && !redelivery && escalation.failures === 0;
	if (!isFirst || onDuty?.people.length !== 0) return [];
	return [{ at: now, what: 'nobodyOnDuty', number, cause: onDuty.problem ?? onDuty.layer }];
}

/** The same for Changes, where the node has that output. */
export async function tellNobody(
	{ inbox, now }: Transaction,
	escalation: EscalationWithEvent,
	onDuty: OnDutyItem,
): Promise<void> {
	if (!escalation.policy.announceChanges) return;
	const event = JSON.stringify(nobodyOnDutyNotice(escalation, onDuty, now));
	await inbox.add(escalation.scope, [{ event }], now);
}
