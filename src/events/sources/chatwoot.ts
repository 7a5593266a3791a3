import { MINUTE } from '../../time/duration';
import { verifyHmac } from '../hmac';
import { mappedSource } from '../mapping/mappedSource';

/*
 * Chatwoot, "Webhook Events" (user guide and API reference). A conversation's
 * id is counted anew in each account, an inbox's id is not.
 */

const OF_MESSAGE = '{conversation.inbox_id|inbox.id}:{conversation.id|conversation.display_id}';
const OF_CONVERSATION = '{inbox_id}:{id}';

const message = {
	text: 'content',
	occurredAt: 'created_at',
	status: 'conversation.status',
	projectName: 'inbox.name',
	agentName: 'conversation.meta.assignee.name',
};
const conversation = {
	status: 'status',
	visitorId: 'meta.sender.id',
	visitorName: 'meta.sender.name',
	agentName: 'meta.assignee.name',
};

export const chatwoot = mappedSource({
	id: 'chatwoot',
	displayName: 'Chatwoot',
	summary: 'Messages and conversations',
	setup: 'in Chatwoot: Settings > Integrations > Webhooks',
	projects: 'projects',
	documentation: 'Chatwoot user guide, How to use webhooks',
	marks: { headers: ['x-chatwoot-signature'], fields: ['event', 'id', 'inbox', 'conversation'] },
	signature: {
		secret: 'the secret of the webhook (Chatwoot: Settings > Integrations > Webhooks)',
		hasTime: true,
		verify: (request, secret, context) =>
			verifyHmac(
				request,
				secret,
				{
					header: 'x-chatwoot-signature',
					prefix: 'sha256=',
					algorithm: 'sha256',
					encoding: 'hex',
					signed: '{timestamp}.{body}',
					timestampHeader: 'x-chatwoot-timestamp',
					tolerance: 5 * MINUTE,
				},
				context,
			),
	},
	type: { field: 'event' },
	parts: {},
	mappings: [
		{
			types: ['message_created'],
			when: [
				{ at: 'message_type', is: ['incoming', '0'] },
				{ at: 'private', isNot: ['true'] },
			],
			kind: 'message.unreplied',
			effect: 'opens',
			conversationKey: OF_MESSAGE,
			parts: { ...message, visitorId: 'sender.id', visitorName: 'sender.name' },
		},
		{
			// What a bot or a campaign writes answers nobody; neither does a note among agents.
			types: ['message_created'],
			when: [
				{ at: 'message_type', is: ['outgoing', '1'] },
				{ at: 'private', isNot: ['true'] },
				{ at: 'sender.type', isNot: ['agent_bot', 'captain_assistant'] },
				{ at: 'sender.name', isPerson: true },
			],
			kind: 'message.replied',
			effect: 'answers',
			conversationKey: OF_MESSAGE,
			parts: {
				...message,
				visitorId: 'conversation.meta.sender.id',
				visitorName: 'conversation.meta.sender.name',
				actorId: 'sender.id',
				actorName: 'sender.name',
			},
		},
		{
			types: ['conversation_status_changed', 'conversation_resolved'],
			when: [{ at: 'status', is: ['resolved'] }],
			kind: 'ticket.closed',
			effect: 'answers',
			conversationKey: OF_CONVERSATION,
			parts: conversation,
		},
		{
			types: [
				'conversation_created',
				'conversation_opened',
				'conversation_status_changed',
				'conversation_updated',
			],
			kind: 'ticket.updated',
			effect: 'continues',
			conversationKey: OF_CONVERSATION,
			parts: conversation,
		},
		{
			types: ['contact_created', 'contact_updated'],
			kind: 'customer.updated',
			parts: { visitorId: 'id', visitorName: 'name' },
		},
	],
});
