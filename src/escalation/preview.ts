import type { GatedOutput } from './record';
import * as machine from './machine';
import { allowedAt, NO_POLICY, type Policy } from './policy';
import type { Incoming } from './incoming';

/**
 * What a node would send first for this arrival, on the plan, without storing
 * anything: reminder 1, also where a time limit or silence ends it before that.
 */
export function preview(arrival: Incoming, now: number): GatedOutput {
	const isReply = arrival.type === 'reply';
	const message = isReply
		? { conversationKey: arrival.conversationKey, writtenAt: arrival.repliedAt, event: {} }
		: arrival;
	const given = isReply ? NO_POLICY : arrival.policy;
	const policy: Policy = { ...given, giveUpAfter: null, endWhenSilentFor: null };
	const opened = machine.open(message, { id: 'preview', scope: 'preview', policy, now });
	const due = isReply ? machine.reply(opened.escalation, arrival, now) : opened;
	const plannedFor = isReply ? now : due.escalation.nextReminderAt;
	const sentAt = isReply ? now : allowedAt(policy, plannedFor, 1, plannedFor);
	const lease = { token: 'preview', owner: 'preview', until: sentAt };
	const claimed = machine.claim({ ...due.escalation, dueAt: sentAt }, lease, sentAt);
	const gated = machine.gate(claimed.escalation, lease.token, lease, sentAt) ?? claimed;
	const { escalation } = gated;
	if (!escalation.claim) throw new Error('No reminder would be sent for this item');
	const timeline = [opened, due, claimed, gated].flatMap((step) => step.timeline);
	const { event } = message;
	return { escalation: { ...escalation, event }, claim: escalation.claim, timeline };
}
