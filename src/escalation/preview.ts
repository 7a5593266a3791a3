import type { GatedOutput } from './record';
import * as machine from './machine';
import { allowedAt, NO_POLICY, type Policy } from './policy';
import type { Incoming } from './incoming';

/**
 * What a node would send first for this arrival, on the plan, without storing
 * anything: reminder 1, also where a time limit or silence ends it before that.
 */
export function preview(arrival: Incoming, now: number): GatedOutput {
	if (arrival.type === 'coming') return missingPreview(arrival, now);
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
	return sent([opened, due], sentAt, message.event);
}

/** As if it did not come again. */
function missingPreview(coming: Incoming & { type: 'coming' }, now: number): GatedOutput {
	const policy = { ...coming.policy, giveUpAfter: null };
	const names = { id: 'preview', scope: 'preview' };
	const { escalation: expected } = machine.expect(coming, { ...names, policy, now });
	const missingAt = expected.nextReminderAt;
	const opened = machine.missing(expected, coming.event, { ...names, now: missingAt });
	const plannedFor = opened.escalation.dueAt ?? missingAt;
	const sentAt = allowedAt(policy, plannedFor, 1, plannedFor);
	return sent([opened], sentAt, opened.event ?? {});
}

/** The first output of the last of these steps. */
function sent(steps: machine.Step[], sentAt: number, event: Record<string, unknown>): GatedOutput {
	const due = steps[steps.length - 1].escalation;
	const lease = { token: 'preview', owner: 'preview', until: sentAt };
	const claimed = machine.claim({ ...due, dueAt: sentAt }, lease, sentAt);
	const gated = machine.gate(claimed.escalation, lease.token, lease, sentAt) ?? claimed;
	const { escalation } = gated;
	if (!escalation.claim) throw new Error('No reminder would be sent for this item');
	const timeline = [...steps, claimed, gated].flatMap((step) => step.timeline);
	return { escalation: { ...escalation, event }, claim: escalation.claim, timeline };
}

/** By what reminders are planned: for what is expected, as if it did not come again. None for a reply. */
export function plannedFrom(
	arrival: Incoming,
	now: number,
): { policy: Policy; writtenAt: number; now: number } | undefined {
	switch (arrival.type) {
		case 'reply':
			return undefined;
		case 'message':
			return { policy: arrival.policy, writtenAt: arrival.writtenAt, now };
		case 'coming': {
			const { period, grace } = arrival.policy.expects;
			return { policy: arrival.policy, writtenAt: now + period, now: now + period + grace };
		}
	}
}
