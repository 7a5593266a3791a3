import { serviceEventSchema } from '../events/serviceEvent';

/*
 * What is known of an event, also of one that some other node made up: each
 * part for itself, what is not of its shape is passed over.
 */

const { visitor, project, agent, text } = serviceEventSchema.shape;

export function aboutEvent(event: Record<string, unknown>) {
	return {
		visitor: visitor.safeParse(event.visitor).data,
		project: project.safeParse(event.project).data,
		agent: agent.safeParse(event.agent).data,
		text: text.safeParse(event.text).data,
	};
}

/** Whether its source says no more of it, answered or not. */
export function isLastWord({ conversation }: Record<string, unknown>): boolean {
	return (conversation as { isLastWord?: unknown } | null | undefined)?.isLastWord === true;
}

/** The name by which people know the customer. */
export function visitorOf(event: Record<string, unknown>): string | undefined {
	const { name, nickname, id } = aboutEvent(event).visitor ?? {};
	return name || nickname || id || undefined;
}

export function projectOf(event: Record<string, unknown>): string | undefined {
	return aboutEvent(event).project?.name;
}
