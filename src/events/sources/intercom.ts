import { DAY } from '../../time/duration';
import { mappedSource } from '../mapping/mappedSource';
import type { Condition, EventMapping } from '../mapping/mapping';
import { hubSignature } from '../signature/hubSignature';

/*
 * Intercom Developer Platform, "Webhook topics" and "Webhook notifications". A
 * notification has the conversation or the ticket with what is new in it. Before
 * version 2.0 of its API a conversation had `user` and `conversation_message`, it
 * now has `contacts` and `source`; which version it is, the app decides.
 */

const ITEM = 'data.item';
const PARTS = `${ITEM}.conversation_parts.conversation_parts`;
/** A field of what is new. */
const newest = (field: string) => [`${PARTS}.-1.${field}`, `${ITEM}.ticket_part.${field}`];
/** A field of the ticket, which stands alone or beside what is new in it. */
const ofTicket = (field: string) => [`${ITEM}.${field}`, `${ITEM}.ticket.${field}`];
const TITLE = [
	`${ITEM}.title`,
	`${ITEM}.source.subject`,
	`${ITEM}.conversation_message.subject`,
	...ofTicket('ticket_attributes._default_title_'),
];
const TICKET_STATE = [...ofTicket('ticket_state.category'), ...ofTicket('ticket_state')];

/** A ticket for a customer is a conversation, and has its id. */
const ID = `${ITEM}.id|${ITEM}.conversation_id|${ITEM}.ticket.id`;
const ofConversation: Pick<EventMapping, 'conversationKey' | 'page'> = {
	conversationKey: `{${ID}}`,
	page: `/a/apps/{app_id}/conversations/{${ID}}`,
};

const contact = {
	visitorId: [
		`${ITEM}.user.id`,
		`${ITEM}.contacts.contacts.0.id`,
		`${ITEM}.ticket.contacts.contacts.0.id`,
	],
	visitorName: [`${ITEM}.user.name`, `${ITEM}.user.email`],
};
const actor = {
	actorId: newest('author.id'),
	actorName: [...newest('author.name'), ...newest('author.email')],
};

/** Topics of replies are of bots, too: of Fin, the AI agent, and of Operator, which older versions take for an admin. */
const BY_BOT: ReadonlyArray<readonly Condition[]> = [
	[{ at: newest('author.type'), is: ['bot'] }],
	[{ at: newest('author.from_ai_agent'), is: ['true'] }],
	[{ at: newest('author.email'), matches: /^operator\+[^@]*@intercom\.io$/i }],
];
const BY_PERSON: readonly Condition[] = [
	{ at: [...newest('author.email'), ...newest('author.id')], isPerson: true },
	{ at: [...newest('author.name'), ...newest('author.id')], isPerson: true },
];
const REPLIES = ['conversation.admin.replied', 'ticket.admin.replied'];

export const intercom = mappedSource({
	id: 'intercom',
	displayName: 'Intercom',
	summary: 'Messages of customers, replies of teammates, and tickets',
	setup: 'in Intercom: Developer Hub > your app > Configure > Webhooks',
	closesConversations: true,
	siteExample: 'https://app.intercom.com',
	documentation: 'Intercom Developer Platform, Webhook topics',
	ignoresUnknown: true,
	marks: { fields: ['topic', 'app_id', 'data', 'first_sent_at', 'delivery_attempts'] },
	signature: hubSignature(
		'the client secret of your app (Intercom: Developer Hub > your app > Basic information)',
	),
	type: { field: 'topic' },
	installation: 'app_id',
	// A ping has no id.
	identity: { of: ['id', 'created_at'], within: 30 * DAY },
	// What customers and teammates write is HTML, but not the fields of a ticket.
	htmlWhen: { at: `${ITEM}.type`, isNot: ['ticket'] },
	severities: { priority: 'critical' },
	parts: {
		title: TITLE,
		subject: TITLE,
		status: [`${ITEM}.state`, ...TICKET_STATE],
		severity: `${ITEM}.priority`,
		text: newest('body'),
		agentName: [`${ITEM}.assignee.name`, `${ITEM}.assignee.email`],
		url: `${ITEM}.links.conversation_web`,
		occurredAt: [...newest('created_at'), `${ITEM}.updated_at`, 'created_at'],
		...contact,
	},
	mappings: [
		{ types: ['ping'], kind: 'test', parts: { text: `${ITEM}.message` } },
		{
			...ofConversation,
			types: ['conversation.user.created'],
			kind: 'message.unreplied',
			effect: 'opens',
			parts: {
				text: [`${ITEM}.source.body`, `${ITEM}.conversation_message.body`],
				occurredAt: [`${ITEM}.created_at`, 'created_at'],
				visitorName: [
					...contact.visitorName,
					`${ITEM}.source.author.name`,
					`${ITEM}.source.author.email`,
				],
			},
		},
		{
			...ofConversation,
			types: ['conversation.user.replied', 'ticket.contact.replied'],
			kind: 'message.unreplied',
			effect: 'opens',
			parts: { visitorName: [...contact.visitorName, ...actor.actorName] },
		},
		...BY_BOT.map(
			(when): EventMapping => ({ types: REPLIES, when, kind: 'ticket.updated', parts: actor }),
		),
		{
			...ofConversation,
			types: REPLIES,
			when: BY_PERSON,
			kind: 'message.replied',
			effect: 'ends',
			parts: actor,
		},
		{
			...ofConversation,
			types: ['conversation.admin.closed', 'conversation.deleted', 'ticket.closed'],
			kind: 'ticket.closed',
			effect: 'ends',
			parts: actor,
		},
		{
			// Somebody has looked at it and puts it off.
			...ofConversation,
			types: ['conversation.admin.snoozed'],
			kind: 'ticket.updated',
			effect: 'ends',
			parts: actor,
		},
		{
			// The time for which it was put off is over.
			...ofConversation,
			types: ['conversation.admin.unsnoozed'],
			kind: 'ticket.updated',
			effect: 'opens',
		},
		{
			// A conversation that a teammate has turned into a ticket was opened by its message.
			types: ['ticket.created'],
			when: [{ at: `${ITEM}.ticket_parts.ticket_parts.-1.author.type`, is: ['admin'] }],
			kind: 'ticket.created',
		},
		{
			// The others are for the team alone.
			...ofConversation,
			types: ['ticket.created'],
			when: [{ at: `${ITEM}.category`, isNot: ['Back-office', 'Tracker'] }],
			kind: 'ticket.created',
			effect: 'opens',
			parts: {
				text: `${ITEM}.ticket_attributes._default_description_`,
				occurredAt: [`${ITEM}.created_at`, 'created_at'],
			},
		},
		{ types: ['ticket.created'], kind: 'ticket.created' },
		{
			...ofConversation,
			types: ['ticket.state.updated'],
			when: [{ at: TICKET_STATE, is: ['resolved'] }],
			kind: 'ticket.closed',
			effect: 'ends',
		},
		{
			...ofConversation,
			types: ['ticket.state.updated'],
			when: [{ at: TICKET_STATE, is: ['waiting_on_customer'] }],
			kind: 'ticket.updated',
			effect: 'ends',
		},
		{
			// Nobody is answered by it, and nobody asks.
			types: [
				...REPLIES,
				'conversation.admin.assigned',
				'conversation.admin.noted',
				'conversation.admin.open.assigned',
				'conversation.admin.opened',
				'conversation.admin.single.created',
				'conversation.operator.replied',
				'conversation.priority.updated',
				'conversation.rating.added',
				'conversation.read',
				'ticket.admin.assigned',
				'ticket.attribute.updated',
				'ticket.note.created',
				'ticket.state.updated',
				'ticket.team.assigned',
			],
			kind: 'ticket.updated',
			parts: actor,
		},
		{
			types: [
				...['contact.created', 'contact.lead.created', 'contact.user.created', 'user.created'],
				...['contact.lead.updated', 'contact.user.updated'],
			],
			kind: 'customer.updated',
			parts: { visitorId: `${ITEM}.id`, visitorName: [`${ITEM}.name`, `${ITEM}.email`] },
		},
	],
});
