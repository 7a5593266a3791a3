import type { Claim, Escalation, TimelineEntry } from './escalation';
import type { ChangeNotice } from './changeNotice';

/** What passed the gate and has to leave the node now. */
export interface GatedOutput {
	escalation: Escalation;
	claim: Claim;
	timeline: TimelineEntry[];
}

/** An escalation with its history. */
export interface EscalationRecord {
	escalation: Escalation;
	timeline: TimelineEntry[];
}

/** What somebody did, and the conversation as it is now. */
export interface ChangeRecord {
	notice: ChangeNotice;
	escalation: Escalation;
	timeline: TimelineEntry[];
}
