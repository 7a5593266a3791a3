const chris = { id: 3, email: 'chris@chrispresso.com', login: 'chris@chrispresso.com' };
const emma = { id: 5, email: 'emma@chrispresso.com', login: 'emma@chrispresso.com' };
const emily = { id: 8, email: 'emily@example.com', login: 'emily@example.com' };

/** The example of Zammad's documentation, "Webhook Payload", without what it says of people and groups besides. */
const ticket = {
	id: 81,
	number: '10081',
	title: 'Webhook-Test',
	state: 'open',
	article_count: 1,
	article_ids: [104],
	create_article_sender: 'Customer',
	customer: emily,
	customer_id: 8,
	owner: emma,
	owner_id: 5,
	group: { id: 3, name: 'Service Desk' },
	priority: { id: 2, name: '2 normal' },
	created_at: '2020-11-13T14:34:35.282Z',
	updated_at: '2020-11-13T14:34:35.333Z',
	updated_by: chris,
	updated_by_id: 3,
};
const article = {
	id: 104,
	ticket_id: 81,
	sender: 'Customer',
	type: 'phone',
	internal: false,
	from: 'Emily Adams <emily@example.com>',
	to: 'Service Desk',
	content_type: 'text/html',
	body: 'This is a simple Webhook Test.<div><br></div><div>\n<img style="max-width:100%" src="/api/v1/ticket_attachment/81/104/174?view=inline"><br>\n</div>',
	created_at: '2020-11-13T14:34:35.318Z',
	created_by: chris,
	created_by_id: 3,
};

export const zammadArticle = (changes: object = {}, ofTicket: object = {}) => ({
	ticket: { ...ticket, ...ofTicket },
	article: { ...article, ...changes },
});

/** A later one, by the agent. */
export const zammadReply = (changes: object = {}, ofTicket: object = {}) =>
	zammadArticle(
		{
			id: 105,
			sender: 'Agent',
			type: 'email',
			from: 'Emma Taylor via Service Desk <support@example.com>',
			body: 'Hello Emily',
			created_at: '2020-11-13T15:00:00.000Z',
			created_by: emma,
			created_by_id: 5,
			...changes,
		},
		{ article_count: 2, updated_at: '2020-11-13T15:00:00.020Z', ...ofTicket },
	);
