import { MINUTE } from '../../time/duration';
import { hmacProof } from '../signature/hmac';
import { mappedSource } from '../mapping/mappedSource';

/*
 * Chatwoot, "Webhook Events" (user guide and API reference), and what its source
 * (app/listeners/webhook_listener.rb, app/models/message.rb) sends besides. A
 * conversation's id is counted anew in each account, an inbox's id is not.
 */

const OF_MESSAGE = '{conversation.inbox_id|inbox.id}:{conversation.id|conversation.display_id}';
const OF_CONVERSATION = '{inbox_id}:{id}';
const PAGE_OF_MESSAGE =
	'/app/accounts/{account.id}/conversations/{conversation.id|conversation.display_id}';
const PAGE_OF_CONVERSATION = '/app/accounts/{account.id|messages.0.account_id}/conversations/{id}';

/** The status before, wherever it stands in the list of what has changed. */
const STATUS_BEFORE = [0, 1, 2, 3, 4].map(
	(index) => `changed_attributes.${index}.status.previous_value`,
);
const whenBefore = (...statuses: string[]) => ({ at: STATUS_BEFORE, is: statuses });
const STATUS_EVENTS = [
	'conversation_status_changed',
	'conversation_opened',
	'conversation_resolved',
];

const IS_PUBLIC = { at: 'private', isNot: ['true'] };
const INCOMING = [{ at: 'message_type', is: ['incoming', '0'] }, IS_PUBLIC];
const OUTGOING = [{ at: 'message_type', is: ['outgoing', '1'] }, IS_PUBLIC];

const message = {
	text: 'content',
	occurredAt: 'created_at',
	status: 'conversation.status',
	projectName: 'inbox.name',
	agentName: 'conversation.meta.assignee.name',
};
const conversation = {
	occurredAt: 'updated_at',
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
	closesConversations: true,
	siteExample: 'https://app.chatwoot.com',
	documentation: 'Chatwoot user guide, How to use webhooks',
	marks: {
		headers: ['x-chatwoot-signature'],
		// A message says of which conversation it is; a conversation has no such field.
		fields: ['event', 'id', ['inbox', 'inbox_id'], ['conversation', 'meta']],
		// Neither of them, and not news of any system: app/listeners/webhook_listener.rb.
		words: {
			field: 'event',
			is: [
				...['contact_created', 'contact_updated', 'webwidget_triggered'],
				...['conversation_typing_on', 'conversation_typing_off'],
				...['inbox_created', 'inbox_updated'],
			],
			with: ['account', 'conversation'],
		},
	},
	signature: {
		secret: 'the secret of the webhook (Chatwoot: Settings > Integrations > Webhooks)',
		hasTime: true,
		bearers: { headers: ['x-chatwoot-signature'] },
		proofIn: (request, context) =>
			hmacProof(
				request,
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
			// A bot is talking. Somebody waits once it hands over.
			types: ['message_created'],
			when: [...INCOMING, { at: 'conversation.status', is: ['pending'] }],
			kind: 'message.unreplied',
			effect: 'continues',
			conversationKey: OF_MESSAGE,
			page: PAGE_OF_MESSAGE,
			parts: { ...message, visitorId: 'sender.id', visitorName: 'sender.name' },
		},
		{
			types: ['message_created'],
			when: INCOMING,
			kind: 'message.unreplied',
			effect: 'opens',
			conversationKey: OF_MESSAGE,
			page: PAGE_OF_MESSAGE,
			parts: { ...message, visitorId: 'sender.id', visitorName: 'sender.name' },
		},
		{
			// As Chatwoot itself tells a person's answer from a bot's, a campaign's or an automation's.
			types: ['message_created'],
			when: [
				...OUTGOING,
				{ at: 'sender.type', isNot: ['agent_bot', 'captain_assistant'] },
				{ at: 'content_attributes.automation_rule_id', isAbsent: true },
				{ at: 'additional_attributes.campaign_id', isAbsent: true },
				{ at: 'sender.name', isPerson: true },
			],
			kind: 'message.replied',
			effect: 'ends',
			conversationKey: OF_MESSAGE,
			page: PAGE_OF_MESSAGE,
			parts: {
				...message,
				visitorId: 'conversation.meta.sender.id',
				visitorName: 'conversation.meta.sender.name',
				actorId: 'sender.id',
				actorName: 'sender.name',
			},
		},
		{
			// Written in the own app of WhatsApp, Messenger or Instagram, by somebody whom Chatwoot does not know.
			types: ['message_created'],
			when: [
				...OUTGOING,
				{ at: 'sender.type', isNot: ['agent_bot', 'captain_assistant'] },
				{ at: 'content_attributes.external_echo', is: ['true'] },
			],
			kind: 'message.replied',
			effect: 'ends',
			conversationKey: OF_MESSAGE,
			page: PAGE_OF_MESSAGE,
			parts: {
				...message,
				visitorId: 'conversation.meta.sender.id',
				visitorName: 'conversation.meta.sender.name',
			},
		},
		{
			// An edited message, or one that was delivered or read: nobody waits for the first time, nobody is answered.
			types: ['message_updated'],
			kind: 'ticket.updated',
			effect: 'continues',
			conversationKey: OF_MESSAGE,
			page: PAGE_OF_MESSAGE,
			parts: { ...message, actorId: 'sender.id', actorName: 'sender.name' },
		},
		{
			types: STATUS_EVENTS,
			when: [{ at: 'status', is: ['resolved'] }],
			kind: 'ticket.closed',
			effect: 'ends',
			conversationKey: OF_CONVERSATION,
			page: PAGE_OF_CONVERSATION,
			parts: conversation,
		},
		{
			// Somebody has looked at it and puts it off.
			types: STATUS_EVENTS,
			when: [{ at: 'status', is: ['snoozed'] }],
			kind: 'ticket.updated',
			effect: 'ends',
			conversationKey: OF_CONVERSATION,
			page: PAGE_OF_CONVERSATION,
			parts: conversation,
		},
		{
			// The time for which it was put off is over, or a bot hands over.
			types: STATUS_EVENTS,
			when: [{ at: 'status', is: ['open'] }, whenBefore('snoozed', 'pending')],
			kind: 'ticket.updated',
			effect: 'opens',
			conversationKey: OF_CONVERSATION,
			page: PAGE_OF_CONVERSATION,
			parts: conversation,
		},
		{
			types: [...STATUS_EVENTS, 'conversation_created', 'conversation_updated'],
			kind: 'ticket.updated',
			effect: 'continues',
			conversationKey: OF_CONVERSATION,
			page: PAGE_OF_CONVERSATION,
			parts: conversation,
		},
		{
			// Somebody opened the widget, and has said nothing yet.
			types: ['webwidget_triggered'],
			kind: 'other',
			parts: {
				visitorId: 'contact.id',
				visitorName: 'contact.name',
				projectName: 'inbox.name',
				url: 'event_info.referer',
			},
		},
		{
			types: ['contact_created', 'contact_updated'],
			kind: 'customer.updated',
			parts: { visitorId: 'id', visitorName: 'name' },
		},
	],
});
