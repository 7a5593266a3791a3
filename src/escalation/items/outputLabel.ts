import type { Claim, Escalation } from '../escalation';
import { maximumOf } from '../readable';

/** What left, as n8n's list of executions is searched for it: `reminder 2 of 4`, `replied`. */
export function outputLabel(escalation: Escalation, { output, reminderNumber }: Claim): string {
	if (output !== 'reminder') return output;
	const maximum = maximumOf(escalation);
	return maximum === null
		? `reminder ${reminderNumber}`
		: `reminder ${reminderNumber} of ${maximum}`;
}
