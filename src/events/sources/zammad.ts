import { DAY } from '../../time/duration';
import { mappedSource } from '../mapping/mappedSource';
import type { Condition, EventMapping } from '../mapping/mapping';
import { hubSignature } from '../signature/hubSignature';

/*
 * Zammad Admin Documentation, "Webhook"; app/jobs/trigger_webhook_job.rb. A
 * trigger sends the ticket and, where there is one, the article that is new:
 * written by a customer, by an agent, or by the system, whose are the automatic
 * replies.
 */

const ARTICLES = ['article.Customer', 'article.Agent', 'article.System'];

/** Nobody waits any more, whoever wrote last: an agent may have noted a call that is settled. */
const isClosed: Condition = { at: 'ticket.state', is: ['closed', 'merged', 'removed'] };

const ofTicket: Pick<EventMapping, 'conversationKey' | 'page'> = {
	conversationKey: '{ticket.number}',
	page: '/#ticket/zoom/{ticket.id}',
};

export const zammad = mappedSource({
	id: 'zammad',
	displayName: 'Zammad',
	summary: 'Messages of customers, replies of agents, and tickets',
	setup: 'in Zammad: Manage > Webhook, and Manage > Trigger',
	projects: 'projects',
	closesConversations: true,
	siteExample: 'https://zammad.example.com',
	documentation: 'Zammad Admin Documentation, Webhook payload, without a custom payload',
	marks: {
		headers: ['x-zammad-trigger', 'x-zammad-delivery'],
		fields: ['ticket', 'article'],
	},
	signature: hubSignature(
		'the HMAC SHA1 Signature Token of the webhook (Zammad: Manage > Webhook)',
	),
	type: {
		field: 'article.sender',
		names: {
			Customer: 'article.Customer',
			Agent: 'article.Agent',
			System: 'article.System',
		},
		shapes: [{ fields: ['ticket'], type: 'ticket' }],
	},
	severities: { '1 low': 'info', '3 high': 'critical' },
	// Several triggers may send the same article.
	identity: { of: ['ticket.number', 'article.id', 'ticket.updated_at'], within: 30 * DAY },
	htmlWhen: { at: 'article.content_type', is: ['text/html'] },
	parts: {
		title: 'ticket.title',
		subject: 'ticket.title',
		status: 'ticket.state',
		text: 'article.body',
		severity: 'ticket.priority.name',
		visitorId: 'ticket.customer_id',
		visitorName: ['ticket.customer.email', 'ticket.customer.login', 'article.from'],
		agentName: 'ticket.owner.email',
		actorId: ['article.created_by_id', 'ticket.updated_by_id'],
		actorName: ['article.created_by.email', 'article.created_by.login', 'ticket.updated_by.email'],
		projectName: 'ticket.group.name',
		occurredAt: ['article.created_at', 'ticket.updated_at'],
	},
	mappings: [
		{
			...ofTicket,
			types: [...ARTICLES, 'ticket'],
			when: [isClosed],
			kind: 'ticket.closed',
			effect: 'ends',
		},
		{
			// A note among agents, which the customer cannot see.
			...ofTicket,
			types: ARTICLES,
			when: [{ at: 'article.internal', is: ['true'] }],
			kind: 'ticket.updated',
			effect: 'continues',
		},
		{
			...ofTicket,
			types: ['article.Customer'],
			when: [{ at: 'ticket.article_count', is: ['1'] }],
			kind: 'ticket.created',
			effect: 'opens',
		},
		{ ...ofTicket, types: ['article.Customer'], kind: 'message.unreplied', effect: 'opens' },
		{
			...ofTicket,
			types: ['article.Agent'],
			when: [
				{
					at: ['article.created_by.login', 'article.created_by.email', 'article.from'],
					isPerson: true,
				},
			],
			kind: 'message.replied',
			effect: 'ends',
		},
		{
			...ofTicket,
			types: [...ARTICLES, 'ticket'],
			kind: 'ticket.updated',
			effect: 'continues',
		},
	],
});
