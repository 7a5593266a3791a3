import { cleanText } from '../../text/utf8';
import { readableDuration } from '../../time/duration';
import { aboutEvent, visitorOf } from '../about';
import type { Claim, Escalation } from '../escalation';
import { waitedFor } from '../readable';

/** One message for people: how long, who, where, and what they wrote. */
export function summary(escalation: Escalation, claim: Claim, now: number): string {
	const waited = readableDuration(waitedFor(escalation, now));
	const parts = [
		headline(escalation, claim, waited),
		...whoAndWhere(escalation),
		...quotation(escalation),
		...(claim.output === 'replied' ? [] : held(escalation)),
	];
	return cleanText(parts.join('\n'));
}

function headline(escalation: Escalation, claim: Claim, waited: string): string {
	const { reminderCount, endedBy, endedBecause, failing } = escalation;
	switch (claim.output) {
		case 'reminder':
			return `No reply for ${waited} (${outputWords(escalation, claim)})`;
		case 'replied':
			if (endedBecause === 'silence') {
				return `No more word of it after ${waited}, reminders sent: ${reminderCount}`;
			}
			return `Replied after ${waited}${endedBy ? ` by ${endedBy}` : ''}, reminders sent: ${reminderCount}`;
		case 'exhausted':
			return endedBecause === 'reminderFailed'
				? `No reply for ${waited}, and reminder ${reminderCount + 1} could not be sent`
				: `Still no reply after ${waited} and ${plural(reminderCount, 'reminder', 'reminders')}`;
		case 'failing':
			return `No reply for ${waited}, and reminder ${failing?.reminderNumber} cannot be sent: ${failing?.reason}`;
	}
}

/** What leaves, in a word or two: `reminder 2 of 4`, `replied`. */
export function outputWords({ policy }: Escalation, { output, reminderNumber }: Claim): string {
	if (output !== 'reminder') return output;
	const { maximumReminders } = policy;
	return maximumReminders > 0
		? `reminder ${reminderNumber} of ${maximumReminders}`
		: `reminder ${reminderNumber}`;
}

function plural(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** A line for each. */
export function whoAndWhere({ event, conversationKey }: Escalation): string[] {
	const { visitor, project, agent } = aboutEvent(event);
	const name = visitorOf(event);
	const nickname = visitor?.nickname && visitor.nickname !== name ? ` (${visitor.nickname})` : '';
	return [
		name ? `Customer: ${name}${nickname}` : `Conversation: ${conversationKey}`,
		...(project ? [`Project: ${project.name}`] : []),
		...(agent?.name ? [`Agent: ${agent.name}`] : []),
	];
}

/** In the past: what goes out says that the hold is over. */
function held({ lastHold }: Escalation): string[] {
	if (!lastHold) return [];
	const time = readableDuration(lastHold.until - lastHold.at);
	const who = lastHold.by ?? 'Somebody';
	return [
		lastHold.kind === 'acknowledged'
			? `${who} was on it for ${time}`
			: `${who} snoozed it for ${time}`,
	];
}

function quotation({ event }: Escalation): string[] {
	const { text } = aboutEvent(event);
	return text ? [`Message: ${text}`] : [];
}
