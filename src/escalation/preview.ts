import type { GatedAct, Incoming } from './engine';
import * as machine from './machine';
import type { Policy } from './policy';

const NO_POLICY: Policy = {
	firstPushAfter: 0,
	repeatEvery: 0,
	maximumPushes: 1,
	announceEveryReply: true,
};

/** What a node would send first for this arrival, on the plan, without storing anything. */
export function preview(arrival: Incoming, now: number): GatedAct {
	const isReply = arrival.type === 'reply';
	const message = isReply
		? { conversationKey: arrival.conversationKey, writtenAt: arrival.repliedAt, event: {} }
		: arrival;
	const policy = isReply ? NO_POLICY : arrival.policy;
	const opened = machine.open(message, { id: 'preview', scope: 'preview', policy, now }).escalation;
	const due = isReply ? machine.reply(opened, arrival, now).escalation : opened;
	const lease = { token: 'preview', owner: 'preview', until: now };
	const { escalation, timeline } = machine.claim(due, lease, due.dueAt ?? now);
	return { escalation, claim: escalation.claim!, timeline };
}
