import { customerOf, toldEventSchema, type ToldEvent } from '../events/toldEvent';

/** What is known of an event, also of one that some other node made up. */
export function aboutEvent(event: Record<string, unknown>): ToldEvent {
	return toldEventSchema.parse(event);
}

/** Whether its source says no more of it, answered or not. */
export function isLastWord({ conversation }: Record<string, unknown>): boolean {
	return (conversation as { isLastWord?: unknown } | null | undefined)?.isLastWord === true;
}

/** Whether it says that an alert fires. */
export function isAlert(event: Record<string, unknown>): boolean {
	return aboutEvent(event).kind === 'alert.firing';
}

/** The name by which people know the customer. */
export function visitorOf(event: Record<string, unknown>): string | undefined {
	return customerOf(aboutEvent(event));
}

export function projectOf(event: Record<string, unknown>): string | undefined {
	return aboutEvent(event).project?.name;
}

/** Whether what it is about has one. */
export function hasProject({ event }: { event: Record<string, unknown> }): boolean {
	return projectOf(event) !== undefined;
}

/** What the source calls it, in a line. */
export function titleOf(event: Record<string, unknown>): string | undefined {
	const { title, conversation } = aboutEvent(event);
	return title?.trim() || conversation?.subject?.trim() || undefined;
}
