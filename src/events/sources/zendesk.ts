import { DAY, MINUTE } from '../../time/duration';
import { mappedSource } from '../mapping/mappedSource';
import type { Condition, EventMapping } from '../mapping/mapping';
import { hmacProof } from '../signature/hmac';

/*
 * Zendesk Developer Docs, "Ticket events" and "Messaging events" of the webhook
 * event types, "Verifying webhook authenticity". `detail` is the ticket, `event`
 * what happened to it. One action makes several events, in no order.
 */

const named = (...names: string[]) => names.map((name) => `zen:event-type:${name}`);

const ofTicket: Pick<EventMapping, 'conversationKey' | 'page'> = {
	conversationKey: '{detail.id}',
	page: '/agent/tickets/{detail.id}',
};

const COMMENT = named('ticket.comment_added');
const AUTHOR = 'event.comment.author';
const comment = { text: 'event.comment.body' };
const actor = { actorId: `${AUTHOR}.id`, actorName: `${AUTHOR}.name` };
const isPublic: Condition = { at: 'event.comment.is_public', isNot: ['false'] };

const MESSAGE = named('messaging_ticket.message_added');
const message = { text: 'event.message.body' };
const visitor = { visitorId: 'detail.requester_id' };

/** Nobody of ours has to do anything, for now or at all. */
const SETTLED = ['SOLVED', 'CLOSED', 'DELETED', 'ARCHIVED', 'SCRUBBED'];
const spelled = (words: readonly string[]) => [
	...words,
	...words.map((word) => word.toLowerCase()),
	...words.map((word) => word[0] + word.slice(1).toLowerCase()),
];

export const zendesk = mappedSource({
	id: 'zendesk',
	displayName: 'Zendesk',
	summary: 'Tickets, comments of customers and agents, and messages',
	setup: 'in Zendesk: Admin Center > Apps and integrations > Webhooks',
	closesConversations: true,
	siteExample: 'https://example.zendesk.com',
	documentation: 'Zendesk Developer Docs, Webhook event types',
	marks: { fields: ['zendesk_event_version', 'type', 'detail', 'event'] },
	signature: {
		secret:
			'the signing secret of the webhook (Zendesk: Admin Center > Apps and integrations > Webhooks)',
		hasTime: true,
		bearers: { headers: ['x-zendesk-webhook-signature'] },
		proofIn: (request, context) =>
			hmacProof(
				request,
				{
					header: 'x-zendesk-webhook-signature',
					algorithm: 'sha256',
					encoding: 'base64',
					signed: '{timestamp}{body}',
					timestampHeader: 'x-zendesk-webhook-signature-timestamp',
					tolerance: 5 * MINUTE,
				},
				context,
			),
	},
	type: { field: 'type' },
	installation: 'account_id',
	identity: {
		of: ['id', 'time', 'detail.id', 'event.comment.id', 'event.message.id'],
		within: 30 * DAY,
	},
	parts: {
		title: 'detail.subject',
		subject: 'detail.subject',
		status: 'detail.status',
		severity: 'detail.priority',
		occurredAt: ['time', 'detail.updated_at'],
		...visitor,
	},
	mappings: [
		{
			// By an agent, for a customer or for the team: what is said there comes as a comment of its own.
			types: named('ticket.created'),
			when: [{ at: 'detail.submitter_id', differsFrom: 'detail.requester_id' }],
			kind: 'ticket.created',
			parts: { text: 'detail.description' },
		},
		{
			...ofTicket,
			types: named('ticket.created'),
			when: [
				{ at: 'detail.is_public', isNot: ['false'] },
				{ at: 'detail.status', isNot: spelled(SETTLED) },
			],
			kind: 'ticket.created',
			effect: 'opens',
			parts: { text: 'detail.description' },
		},
		{ types: named('ticket.created'), kind: 'ticket.created' },
		{
			// Also an agent who asks colleagues is one who waits.
			...ofTicket,
			types: COMMENT,
			when: [isPublic, { at: `${AUTHOR}.id`, equals: 'detail.requester_id' }],
			kind: 'message.unreplied',
			effect: 'opens',
			parts: { ...comment, visitorName: `${AUTHOR}.name` },
		},
		{
			...ofTicket,
			types: COMMENT,
			when: [isPublic, { at: `${AUTHOR}.is_staff`, is: ['false'] }],
			kind: 'message.unreplied',
			effect: 'opens',
			parts: { ...comment, visitorName: `${AUTHOR}.name` },
		},
		{
			// Zendesk itself has the id -1.
			...ofTicket,
			types: COMMENT,
			when: [
				isPublic,
				{ at: `${AUTHOR}.is_staff`, is: ['true'] },
				{ at: `${AUTHOR}.id`, isNot: ['-1'] },
				{ at: [`${AUTHOR}.name`, `${AUTHOR}.id`], isPerson: true },
			],
			kind: 'message.replied',
			effect: 'ends',
			parts: { ...comment, ...actor },
		},
		{
			// A note among agents, which the customer cannot see, or nobody knows by whom.
			types: COMMENT,
			kind: 'ticket.updated',
			parts: { ...comment, ...actor },
		},
		{
			...ofTicket,
			types: MESSAGE,
			when: [{ at: 'event.actor.type', is: ['end_user'] }],
			kind: 'message.unreplied',
			effect: 'opens',
			parts: { ...message, visitorId: 'event.actor.id', visitorName: 'event.actor.name' },
		},
		{
			...ofTicket,
			types: MESSAGE,
			when: [
				{ at: 'event.actor.type', is: ['agent'] },
				{ at: ['event.actor.name', 'event.actor.id'], isPerson: true },
			],
			kind: 'message.replied',
			effect: 'ends',
			parts: { ...message, actorId: 'event.actor.id', actorName: 'event.actor.name' },
		},
		{
			// A bot, or a trigger.
			types: MESSAGE,
			kind: 'ticket.updated',
			parts: { ...message, actorId: 'event.actor.id', actorName: 'event.actor.name' },
		},
		{
			...ofTicket,
			types: named('ticket.status_changed'),
			when: [{ at: 'event.current', is: spelled(SETTLED) }],
			kind: 'ticket.closed',
			effect: 'ends',
			parts: { status: 'event.current' },
		},
		{
			// The customer is to answer.
			...ofTicket,
			types: named('ticket.status_changed'),
			when: [{ at: 'event.current', is: spelled(['PENDING']) }],
			kind: 'ticket.updated',
			effect: 'ends',
			parts: { status: 'event.current' },
		},
		{
			...ofTicket,
			types: named('ticket.marked_as_spam', 'ticket.permanently_deleted', 'ticket.soft_deleted'),
			kind: 'ticket.closed',
			effect: 'ends',
		},
		{
			types: named(
				...['ticket.agent_assignment_changed', 'ticket.comment_made_private'],
				...['ticket.comment_redacted', 'ticket.custom_status_changed'],
				...['ticket.group_assignment_changed', 'ticket.merged', 'ticket.priority_changed'],
				...['ticket.status_changed', 'ticket.subject_changed', 'ticket.tags_changed'],
				'ticket.undeleted',
			),
			kind: 'ticket.updated',
		},
		{
			types: named('user.created'),
			kind: 'customer.updated',
			parts: { visitorId: 'detail.id', visitorName: 'detail.email' },
		},
	],
});
