import { onDutyItem, type OnDutyItem } from '../duty/onDutyItem';
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
	/** Undefined for a reminder that is for nobody in particular. */
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
		const number = each?.claim.reminderNumber ?? null;
		return number === null ? undefined : duty?.layerOf(number);
	});
	if (!duty || layers.every((layer) => layer === undefined)) return layers.map(() => undefined);
	const { roster } = duty;
	const known = await rosterNamed(transaction, roster);
	return layers.map((layer, index) => {
		if (layer === undefined) return undefined;
		const { escalation } = leaving[index]!;
		return onDutyItem(known, { roster, layer }, transaction.now, onItOf(escalation));
	});
}

/** Who is on it, as long as that holds. */
export function onItOf({ lastHold }: Escalation): { by: string | null; until: number } | undefined {
	return lastHold?.kind === 'acknowledged' ? lastHold : undefined;
}

/** The line of the history that says that nobody is on duty: once for each reminder, however often it is tried. */
export function nobodyIn(
	onDuty: OnDutyItem | undefined,
	{ escalation, claim }: Leaving,
	now: number,
): TimelineEntry[] {
	const isFirst = !claim.redelivery && escalation.failures === 0;
	if (!isFirst || onDuty?.people.length !== 0) return [];
	const number = claim.reminderNumber ?? undefined;
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
