import type { ConversationEffect, ServiceEvent } from './serviceEvent';
import { customerOf } from './toldEvent';

/** What an event is, for whoever looks at it while they set up a workflow. */
export interface EventPreview {
	/** What it does, to which conversation. */
	headline: string;
	/** Its parts, by names for people; as long as they came. */
	facts: Array<{ name: string; value: string }>;
}

const EFFECTS: Record<ConversationEffect, string> = {
	opens: 'Opens the conversation',
	continues: 'Continues the conversation',
	ends: 'Ends the conversation',
};

export function previewOf(event: ServiceEvent): EventPreview {
	const { conversation, agent, actor, project } = event;
	const facts: Array<[string, string | undefined]> = [
		['Note', event.notice],
		['Conversation key', conversation?.key],
		['Effect', conversation?.effect],
		['Kind', event.kind],
		['Text', event.text],
		['Time', event.occurredAt],
		['Title', event.title],
		['Status', conversation?.status],
		['Visitor', customerOf(event)],
		['Agent', agent && (agent.name ?? agent.id)],
		['Actor', actor && (actor.name ?? actor.id)],
		['Project', project?.name],
		['Severity', event.severity],
		['Link', event.url],
		['Type', event.type],
		['Event ID', event.id],
	];
	return {
		headline: conversation
			? `${EFFECTS[conversation.effect]} ${conversation.key}`
			: 'Belongs to no conversation: nobody waits for a reply',
		facts: facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
	};
}
