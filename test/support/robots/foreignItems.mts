/*
 * Items in the forms of n8n's own nodes; what they say is invented. The Error
 * Trigger's are the example of its documentation ("Error data") and the other
 * form of n8n 2's executeErrorWorkflow; those of Schedule Trigger and Webhook
 * were compared with items that users have published. The other forms follow
 * the code of the nodes, and were compared with nothing else.
 */

/** What must not reach a group, wherever an item has it. */
export const ENVELOPE_SECRET = 'https://n8n.example.com/webhook/5f2c-unauthenticated';

const webhook = (body: unknown, query: object = {}) => ({
	headers: {
		host: 'n8n.example.com',
		authorization: 'Bearer envelope-secret',
		'user-agent': 'curl/8.5',
	},
	params: {},
	query,
	body,
	webhookUrl: ENVELOPE_SECRET,
	executionMode: 'production',
});

export const foreignItems = {
	'Error Trigger': {
		execution: {
			id: '231',
			url: 'https://n8n.example.com/workflow/1/executions/231',
			retryOf: '34',
			error: { message: 'Example Error Message', stack: 'Stacktrace' },
			lastNodeExecuted: 'Node With Error',
			mode: 'manual',
		},
		workflow: { id: '1', name: 'Order sync' },
	},
	'Error Trigger of a trigger': {
		trigger: {
			error: {
				name: 'WorkflowActivationError',
				message: 'Login to the mailbox failed',
				node: { name: 'Email Trigger (IMAP)', type: 'n8n-nodes-base.emailReadImap' },
			},
			mode: 'trigger',
		},
		workflow: { id: '1', name: 'Mailbox' },
	},
	'AI Agent': { output: '# Daily report\n\n**3** orders are late:\n\n- 4711\n- 4712' },
	'AI Agent without a heading': {
		output: 'Revenue is **up** by 4 %.',
		intermediateSteps: [{ a: 1 }],
	},
	OpenAI: {
		index: 0,
		message: { role: 'assistant', content: 'All **good**.', refusal: null },
		finish_reason: 'stop',
	},
	'OpenAI, responses': {
		output: [
			{
				id: 'msg_1',
				type: 'message',
				role: 'assistant',
				content: [{ type: 'output_text', text: 'All **good**.' }],
			},
		],
	},
	Gemini: { content: { parts: [{ text: 'All **good**.' }], role: 'model' }, finishReason: 'STOP' },
	'RSS Read': {
		creator: 'Ann',
		title: 'n8n 2.41 released',
		link: 'https://blog.example.com/n8n-2-41',
		pubDate: 'Mon, 24 Nov 2025 10:00:00 GMT',
		content: '<p>What is <b>new</b>.</p>',
		contentSnippet: 'What is new.',
		guid: 'https://blog.example.com/?p=1',
		isoDate: '2025-11-24T10:00:00.000Z',
	},
	'Form Trigger': {
		'What is your name?': 'Ann',
		name: 'Li',
		Topics: ['Billing', 'Delivery'],
		Photo: { filename: 'box.jpg', mimetype: 'image/jpeg', size: 1234 },
		submittedAt: '2025-12-11T15:54:12.000+08:00',
		formMode: 'production',
	},
	'Schedule Trigger': {
		timestamp: '2025-12-11T15:54:12.000+08:00',
		'Readable date': 'December 11th 2025, 3:54:12 pm',
		'Readable time': '3:54:12 pm',
		'Day of week': 'Thursday',
		Year: '2025',
		Month: 'December',
		'Day of month': '11',
		Hour: '15',
		Minute: '54',
		Second: '12',
		Timezone: 'Asia/Shanghai (UTC+08:00)',
	},
	Webhook: webhook({ title: 'New order', total: 12, customer: { name: 'Ann', city: 'Köln' } }),
	'Webhook by GET': webhook({}, { order: '4711' }),
	'Webhook with a text': webhook('The backup is done'),
	'Webhook behind Edit Fields': { ...webhook({ order: '4711' }), checked: true },
	'Webhook within another': { request: webhook({ order: '4711' }), order: '4711' },
	'HTTP Request with its response': {
		body: { state: 'down', region: 'eu' },
		headers: { 'set-cookie': 'session=envelope-secret' },
		statusCode: 503,
		statusMessage: 'Service Unavailable',
	},
	Aggregate: {
		data: [
			{ order: 4711, state: 'late' },
			{ order: 4712, state: 'lost' },
		],
	},
	'Chat Trigger': {
		sessionId: 'c0ffee',
		action: 'sendMessage',
		chatInput: 'Where is **my** order?',
	},
	'Email Trigger': {
		subject: 'Invoice 7',
		from: '"Ann" <ann@example.com>',
		to: 'billing@example.com',
		textPlain: 'Please pay.',
		textHtml: '<p>Please pay.</p>',
	},
	Telegram: {
		update_id: 1,
		message: { message_id: 2, from: { first_name: 'Ann' }, text: 'Hello there' },
	},
	'Google Sheets': { row_number: 2, Product: 'Lamp', Stock: 0 },
} satisfies Record<string, Record<string, unknown>>;
