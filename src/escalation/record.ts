import type { OnDutyItem } from '../duty/onDutyItem';
import type { Claim, EscalationWithEvent, TimelineEntry } from './escalation';
import type { ChangeNotice } from './changeNotice';

/** What passed the gate and has to leave the node now. */
export interface GatedOutput {
	escalation: EscalationWithEvent;
	claim: Claim;
	timeline: TimelineEntry[];
	/** Who is on duty as it leaves; none where that is not asked. */
	onDuty?: OnDutyItem;
}

/** An escalation with its history. */
export interface EscalationRecord {
	escalation: EscalationWithEvent;
	/** Until when its reminders are muted now, in ms since 1970; null where they are not. */
	mutedUntil: number | null;
	timeline: TimelineEntry[];
	/** The first message about it in each group where that is known. Times in ms since 1970. */
	sentMessages: Array<{ platform: string; messageId: string; sentAt: number }>;
}

/** What somebody did, and the conversation as it is now. */
export interface ChangeRecord {
	notice: ChangeNotice;
	escalation: EscalationWithEvent;
	timeline: TimelineEntry[];
	/** Who is on duty as it leaves; none where that is not asked. */
	onDuty?: OnDutyItem;
}
