/*
 * As Intercom sends it ("Webhook notifications" of its documentation, and what
 * its users have published), without what a conversation has besides.
 */

const customer = {
	type: 'lead',
	id: '696205460674dbb9050aa7fd',
	name: 'Rose Poodle',
	email: 'rose@example.com',
};
const teammate = {
	type: 'admin',
	id: '9608799',
	name: 'John Doe',
	email: 'john@example.com',
	from_ai_agent: false,
	is_ai_answer: false,
};
export const fin = {
	type: 'bot',
	id: '9608808',
	name: 'Fin',
	email: 'operator+abc123def@intercom.io',
	from_ai_agent: false,
	is_ai_answer: false,
};

const conversation = {
	type: 'conversation',
	id: '215472621202693',
	created_at: 1_768_031_789,
	updated_at: 1_768_032_450,
	source: {
		type: 'conversation',
		id: '3381828792',
		delivered_as: 'customer_initiated',
		subject: '',
		body: '<p>Is anybody there?</p>',
		author: customer,
		url: 'https://shop.example.com/',
	},
	contacts: {
		type: 'contact.list',
		contacts: [{ type: 'contact', id: customer.id, external_id: '25' }],
	},
	admin_assignee_id: null,
	open: true,
	state: 'open',
	priority: 'not_priority',
	title: '',
	ai_agent_participated: false,
};

const notification = (topic: string, item: object, more: object = {}) => ({
	type: 'notification_event',
	app_id: 'abc123def',
	data: { type: 'notification_event_data', item },
	links: {},
	id: `notif_${topic}`,
	topic,
	delivery_status: 'pending',
	delivery_attempts: 1,
	delivered_at: 0,
	first_sent_at: 1_768_032_451,
	created_at: 1_768_032_450,
	self: null,
	...more,
});

/** About a conversation, with what is new in it, if anything is. */
export const intercomEvent = (topic: string, part?: object, ofConversation: object = {}) =>
	notification(topic, {
		...conversation,
		conversation_parts: {
			type: 'conversation_part.list',
			conversation_parts: part
				? [{ type: 'conversation_part', created_at: 1_768_032_450, ...part }]
				: [],
			total_count: part ? 1 : 0,
		},
		...ofConversation,
	});

export const intercomQuestion = (ofConversation: object = {}) =>
	intercomEvent('conversation.user.created', undefined, ofConversation);

/** The customer's next words. */
export const intercomNext = (part: object = {}) =>
	intercomEvent('conversation.user.replied', {
		id: '37358391022',
		part_type: 'comment',
		body: '<p>Well, I need <b>some help</b> &amp; more.</p>',
		author: customer,
		...part,
	});

export const intercomReply = (part: object = {}) =>
	intercomEvent('conversation.admin.replied', {
		id: '37358198341',
		part_type: 'comment',
		body: '<p class="no-margin">How can I help?</p>',
		author: teammate,
		...part,
	});

/** The button "Send a test request", and what Intercom sends at times by itself. */
export const intercomPing = {
	...notification('ping', { type: 'ping', message: 'something something interzen' }),
	id: null,
	delivery_status: null,
};

const ticket = {
	type: 'ticket',
	id: '215472629311235',
	ticket_id: '66040342',
	ticket_attributes: {
		_default_title_: 'The parcel did not arrive',
		_default_description_: 'It was to be here <b>yesterday</b>.',
	},
	ticket_state: { type: 'ticket_state', id: '4517893', category: 'submitted' },
	contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: customer.id }] },
	category: 'Customer',
	created_at: 1_768_113_868,
	updated_at: 1_768_114_250,
	ticket_parts: {
		type: 'ticket_part.list',
		ticket_parts: [{ type: 'ticket_part', part_type: 'attribute_collected', author: fin }],
	},
};

export const intercomTicket = (topic: string, changes: object = {}) =>
	notification(topic, { ...ticket, ...changes });

/** What somebody writes into a ticket. */
export const intercomTicketPart = (topic: string, author: object, body = '<p>hello</p>') =>
	notification(topic, {
		type: 'ticket_ticket_part',
		ticket,
		ticket_part: {
			type: 'ticket_part',
			id: '37404590647',
			part_type: 'comment',
			body,
			created_at: 1_768_117_506,
			author,
		},
	});

export const intercomPeople = { customer, teammate };
