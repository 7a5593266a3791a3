import type { GatedOutput } from './record';
import * as machine from './machine';
import { allowedAt, type Policy } from './policy';
import type { Incoming } from './incoming';

const NO_POLICY: Policy = {
	firstReminderAfter: 0,
	intervals: [0],
	growthFactor: 1,
	longestInterval: 0,
	maximumReminders: 1,
	giveUpAfter: null,
	activeHours: null,
	endWhenSilentFor: null,
	onNewMessage: 'keep',
	keepEndedFor: 0,
	announceEveryReply: true,
	announceChanges: false,
	countFrom: 'arrival',
	attempts: 1,
	whenRemindersFail: 'giveUp',
	resendInterrupted: true,
	digest: null,
};

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
	const plannedFor = due.escalation.dueAt ?? now;
	const sentAt = isReply ? now : allowedAt(policy, plannedFor, 1, plannedFor);
	const lease = { token: 'preview', owner: 'preview', until: sentAt };
	const claimed = machine.claim({ ...due.escalation, dueAt: sentAt }, lease, sentAt);
	const gated = machine.gate(claimed.escalation, lease.token, lease, sentAt) ?? claimed;
	const { escalation } = gated;
	if (!escalation.claim) throw new Error('No reminder would be sent for this item');
	const timeline = [opened, due, claimed, gated].flatMap((step) => step.timeline);
	return { escalation, claim: escalation.claim, timeline };
}
