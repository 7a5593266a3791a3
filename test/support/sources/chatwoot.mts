const contact = { id: 14, name: 'little-haze-776', avatar: '', type: 'contact' };
const agent = { id: 1, name: 'John', email: 'john@example.com', type: 'user' };

/** The examples of Chatwoot's documentation, "Webhook Events", without what they say of the browser. */
const conversation = {
	can_reply: true,
	channel: 'Channel::WebWidget',
	id: 10,
	inbox_id: 1,
	messages: [],
	meta: { sender: { id: 14, name: 'little-haze-776', type: 'contact' }, assignee: agent },
	status: 'open',
	unread_count: 1,
	timestamp: 1627063369,
};

export const message = (changes: object = {}) => ({
	id: 118,
	content: 'hi',
	created_at: '2021-07-23T18:02:48.000Z',
	message_type: 'incoming' as string | number,
	content_type: 'text',
	private: false,
	content_attributes: {},
	source_id: null,
	sender: contact as object,
	inbox: { id: 1, name: 'Acme Support' },
	conversation,
	account: { id: 1, name: 'Acme Inc' },
	event: 'message_created',
	...changes,
});

export const reply = (changes: object = {}) =>
	message({ id: 119, content: 'hello', message_type: 'outgoing', sender: agent, ...changes });

/** "conversation_status_changed", with what has changed. */
export const statusChanged = (status: string, before = 'open') => ({
	...conversation,
	status,
	account: { id: 1, name: 'Acme Inc' },
	updated_at: 1627063400.25,
	changed_attributes: [
		{ held_until: { previous_value: null, current_value: null } },
		{ status: { previous_value: before, current_value: status } },
	],
	event: 'conversation_status_changed',
});

/** "conversation_created" and "conversation_updated". */
export const conversationEvent = (event: string, changes: object = {}) => ({
	...conversation,
	event,
	...changes,
});

export const contactEvent = (event: string) => ({
	...contact,
	account: { id: 1, name: 'Acme Inc' },
	event,
});

/** The example of "webwidget_triggered". */
export const widgetTriggered = {
	id: '',
	contact: { id: 14, name: 'little-haze-776' },
	inbox: { id: 1, name: 'Acme Support' },
	account: { id: 1, name: 'Acme Inc' },
	current_conversation: null,
	source_id: 'ad9c7bcd',
	event: 'webwidget_triggered',
	event_info: { initiated_at: { timestamp: 'Fri Jul 23 2021' }, referer: 'http://localhost:3000/' },
};
