import { detectSource } from '../../../../src/events/detect';
import { eventSources } from '../../../../src/events/sources';
import { chatwootFacts } from '../../../support/sources/corpus/chatwoot.mts';
import { giteaFacts } from '../../../support/sources/corpus/gitea.mts';
import { giteeFacts } from '../../../support/sources/corpus/gitee.mts';
import { githubPayloads } from '../../../support/sources/corpus/github.mts';
import { gitlabFacts } from '../../../support/sources/corpus/gitlab.mts';
import { nightingaleFacts } from '../../../support/sources/corpus/nightingale.mts';
import { uptimeKumaFacts } from '../../../support/sources/corpus/uptimeKuma.mts';
import { zabbixFacts } from '../../../support/sources/corpus/zabbix.mts';
import { zammadFacts } from '../../../support/sources/corpus/zammad.mts';
import { eventRequest, type RequestOptions } from '../../../support/sources/eventRequest.mts';
import { giteaHeaders } from '../../../support/sources/gitea.mts';
import { giteeHeaders } from '../../../support/sources/gitee.mts';

const sources = Object.values(eventSources).filter(({ id }) => id !== 'custom');

/** The source, with the notice if two fit; `none` where the sender is told to choose one. */
function detected(options: RequestOptions): string {
	const detection = detectSource(eventRequest(options), sources);
	if (detection.ok) return [detection.source.id, detection.notice].filter(Boolean).join(': ');
	expect(detection.problem.advice).toContain('choose the source');
	return 'none';
}

type Facts = ReadonlyMap<string, Record<string, unknown>>;

/**
 * What each source sends besides the facts with every delivery, by its source:
 * GitLab, app/models/hooks; Zammad, app/jobs/trigger_webhook_job.rb; Chatwoot,
 * `webhook_data` of message.rb, contact.rb, contact_inbox.rb, and
 * conversations/event_data_presenter.rb.
 */
const CORPORA: Record<string, [Facts, (body: Record<string, unknown>) => RequestOptions]> = {
	chatwoot: [
		chatwootFacts,
		(body) => {
			const ofMessage = { account: { id: 1 }, inbox: { id: 1 } };
			const isConversation = /^conversation_(?!typing)/.test(String(body.event));
			return { body: { ...(isConversation ? { meta: {} } : ofMessage), ...body } };
		},
	],
	gitea: [giteaFacts, (body) => ({ body, headers: giteaHeaders('push') })],
	gitee: [giteeFacts, (body) => ({ body, headers: giteeHeaders('Note Hook') })],
	gitlab: [gitlabFacts, (body) => ({ body, headers: { 'X-Gitlab-Event': 'System Hook' } })],
	nightingale: [nightingaleFacts, (body) => ({ body })],
	uptimeKuma: [uptimeKumaFacts, (body) => ({ body })],
	zabbix: [zabbixFacts, (body) => ({ body })],
	zammad: [zammadFacts, (body) => ({ body, headers: { 'X-Zammad-Trigger': 'until replied' } })],
};

/** Bodies of the user's own design, which say nothing of who sends them. */
const OF_NOBODY = ['uptimeKuma, own body of words'];

const payloads = Object.entries(CORPORA).flatMap(([id, [facts, toRequest]]) =>
	[...facts].map(([name, body]): [string, string, RequestOptions] => [id, name, toRequest(body)]),
);

it.each(payloads)('%s is found by what it sends: %s', (id, name, request) => {
	expect(detected(request)).toBe(OF_NOBODY.includes(`${id}, ${name}`) ? 'none' : id);
});

it('GitHub is found by each of its 726 payloads, and none of them is anybody’s without its header', () => {
	for (const { event, body } of githubPayloads) {
		expect(detected({ headers: { 'X-GitHub-Event': event }, body })).toBe('github');
		expect(detected({ body })).toBe('none');
	}
});

/** What other systems send, as their documentation has it: none of it is for a source of ours to take. */
const OF_OTHERS: Record<string, Record<string, unknown>> = {
	// Freshdesk, "Automations: Trigger webhook": the fields that the user ticks.
	Freshdesk: { freshdesk_webhook: { ticket_id: 7, ticket_subject: 'a', ticket_status: 'Open' } },
	// Sentry, "Issue alerts", "Webhooks".
	Sentry: {
		action: 'triggered',
		data: { event: {}, triggered_rule: 'a' },
		actor: { id: 'sentry' },
	},
	// Jira, "Webhooks".
	Jira: { timestamp: 1, webhookEvent: 'jira:issue_created', issue: { key: 'A-1' }, user: {} },
	// Tawk.to, "Webhooks".
	tawk: { event: 'chat:start', chatId: 'a', time: 'b', message: { text: 'Hi' }, visitor: {} },
	// Crisp, "Web Hooks".
	Crisp: { website_id: 'a', event: 'message:send', data: { content: 'Hi' }, timestamp: 1 },
	// Stripe, "The Event object".
	Stripe: { id: 'evt_1', object: 'event', type: 'charge.failed', data: { object: {} }, created: 1 },
	// Shopify, "Webhooks": orders/create.
	Shopify: { id: '820982911946154508', email: 'jon@example.com', created_at: 'a', line_items: [] },
	// LINE, "Receive messages (webhook)".
	LINE: { destination: 'a', events: [{ type: 'message', message: { type: 'text', text: 'Hi' } }] },
	// Telegram, "Update".
	Telegram: { update_id: 1, message: { message_id: 2, text: 'Hi', chat: { id: 3 } } },
	// WhatsApp Cloud API, "Webhooks".
	WhatsApp: { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [] }] },
	// Datadog, "Webhooks": the default payload.
	Datadog: { body: 'a', last_updated: 'b', event_type: 'c', title: 'd', date: 'e', id: 'f' },
	// PagerDuty, "V3 Webhooks".
	PagerDuty: { event: { id: 'a', event_type: 'incident.triggered', data: { type: 'incident' } } },
	// Healthchecks, Better Stack, Pingdom.
	Pingdom: { check_id: 1, check_name: 'a', current_state: 'DOWN', state_changed_timestamp: 1 },
	// HubSpot, "Webhooks".
	HubSpot: { eventId: 1, subscriptionType: 'contact.creation', objectId: 7, occurredAt: 1 },
	// Google Analytics: its word for something else.
	Analytics: { event_id: 'a', event_value: 1, event_name: 'purchase' },
	// A chat of one's own.
	'own chat': { event: 'message_created', conversation: { id: 42 }, message: { text: 'Hi' } },
	'own contacts': { event: 'contact_created', id: 7, name: 'Li Lei' },
};

it.each(Object.entries(OF_OTHERS))('%s is taken for nobody', (_, body) => {
	expect(detected({ body })).toBe('none');
});
