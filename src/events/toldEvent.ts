import { z } from 'zod';

import { serviceEventSchema, type ServiceEvent } from './serviceEvent';

const { shape } = serviceEventSchema;

/** Of what is expected and did not come: the operation Expect Event says so. Times are ISO 8601. */
const missingSchema = z.object({
	expectedAt: z.string(),
	lastSeenAt: z.string(),
	periodSeconds: z.number(),
	graceSeconds: z.number(),
});

/** An event as far as people are told of it: also one that some other node made up. */
export type ToldEvent = Partial<Omit<ServiceEvent, 'raw' | 'type'>> & {
	missing?: z.infer<typeof missingSchema>;
};

/** Each part for itself: what somebody else put there instead of it is passed over. */
export const toldEventSchema = z.object({
	id: shape.id.optional().catch(undefined),
	source: shape.source.optional().catch(undefined),
	kind: shape.kind.optional().catch(undefined),
	occurredAt: shape.occurredAt.optional().catch(undefined),
	conversation: shape.conversation.catch(undefined),
	visitor: shape.visitor.catch(undefined),
	agent: shape.agent.catch(undefined),
	actor: shape.actor.catch(undefined),
	project: shape.project.catch(undefined),
	severity: shape.severity.catch(undefined),
	title: shape.title.catch(undefined),
	text: shape.text.catch(undefined),
	fields: shape.fields.catch(undefined),
	url: shape.url.catch(undefined),
	branch: shape.branch.catch(undefined),
	notice: shape.notice.catch(undefined),
	missing: missingSchema.optional().catch(undefined),
});

/** The name by which people know the customer. */
export function customerOf({ visitor }: ToldEvent): string | undefined {
	return visitor?.name || visitor?.nickname || visitor?.id || undefined;
}
