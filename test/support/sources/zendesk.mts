/*
 * As Zendesk's documentation has it ("Ticket events", "Messaging events"),
 * without what a ticket has besides.
 */

const REQUESTER = '8447388090494';
const AGENT = '8447388090495';

const ticket = {
	actor_id: REQUESTER,
	assignee_id: null,
	created_at: '2025-01-08T10:12:07Z',
	description: 'Cannot login to <mobile> app',
	external_id: null,
	id: '5158',
	is_public: true,
	priority: 'HIGH',
	requester_id: REQUESTER,
	status: 'NEW',
	subject: 'Login',
	submitter_id: REQUESTER,
	tags: ['mobile', 'login'],
	type: 'QUESTION',
	updated_at: '2025-01-08T10:12:07Z',
	via: { channel: 'web_service' },
};

const sequence = { id: 'CE4A698AF24F35B3208649C6951E000E', position: 1 };

export const zendeskEvent = (name: string, event: object = {}, ofTicket: object = {}) => ({
	account_id: 22_129_848,
	detail: { ...ticket, ...ofTicket },
	event: { meta: { sequence }, ...event },
	id: `event-${name}`,
	subject: 'zen:ticket:5158',
	time: '2025-01-08T14:25:30.123456789Z',
	type: `zen:event-type:${name}`,
	zendesk_event_version: '2022-11-06',
});

export const zendeskTicket = (ofTicket: object = {}) =>
	zendeskEvent('ticket.created', {}, ofTicket);

/** What somebody writes; the customer unless it says who else. */
export const zendeskComment = (changes: object = {}, author: object = {}, ofTicket: object = {}) =>
	zendeskEvent(
		'ticket.comment_added',
		{
			comment: {
				id: '9876543210',
				body: 'Is anybody there?',
				is_public: true,
				author: { id: REQUESTER, is_staff: false, name: 'Rose Poodle', ...author },
				...changes,
			},
		},
		ofTicket,
	);

export const zendeskAgent = { id: AGENT, is_staff: true, name: 'Support Agent' };

export const zendeskReply = (changes: object = {}, author: object = {}) =>
	zendeskComment(
		{ body: 'We are investigating this issue.', ...changes },
		{ ...zendeskAgent, ...author },
	);

/** Of a chat: who says it is an `end_user`, an `agent`, a `trigger` or the `system`. */
export const zendeskMessage = (type: string, actor: object = {}, body = 'Hi there.') => ({
	account_id: 21_825_834,
	detail: { id: '141' },
	event: {
		actor: { id: 'a1', name: 'Somebody', type, ...actor },
		conversation_id: '67ab5f53a96f98663935c3f2',
		message: { body, id: '67ab5f55155becd183e284cb' },
	},
	id: '01JQMQH83YNAKWSWJ8B1QH2NSC',
	subject: 'zen:ticket:141',
	time: '2025-02-11T14:32:05.254571515Z',
	type: 'zen:event-type:messaging_ticket.message_added',
	zendesk_event_version: '2022-11-06',
});
