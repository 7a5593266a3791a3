import { chooseSignature } from '../../../../src/events/signature/chooseSignature';
import { LARGEST_LOOK } from '../../../../src/events/lookInBody';
import { eventSources } from '../../../../src/events/sources';
import { deliveries } from '../../../support/sources/deliveries.mts';
import { eventRequest, type RequestOptions } from '../../../support/sources/eventRequest.mts';
import { caught, giteeHeaders } from '../../../support/sources/gitee.mts';
import { feishu, weCom } from '../../../support/sources/groupRobot.mts';

const { custom, ...others } = eventSources;
const schemes = [...new Set(Object.values(others).flatMap(({ signature }) => signature ?? []))];

/** The sources whose signature a request bears; or why it bears none. */
function chosen(options: RequestOptions) {
	const choice = chooseSignature(eventRequest(options), schemes);
	if (!choice.ok) return choice.message;
	return Object.values(others)
		.filter(({ signature }) => signature?.proofIn === choice.scheme.proofIn)
		.map(({ id }) => id);
}

const robots = ['weiyu', 'dceInsight', 'groupRobot'].sort();
const sign = 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=';

describe('the signature of a request', () => {
	it.each<[string | string[], Record<string, string>]>([
		['twtChat', { 'X-Chat-Signature': 'x' }],
		['github', { 'X-Hub-Signature-256': 'x' }],
		['gitea', { 'X-Gitea-Signature': 'x', 'X-Hub-Signature-256': 'sha256=x' }],
		['gitea', { 'X-Forgejo-Signature': 'x', 'X-Hub-Signature-256': 'sha256=x' }],
		['gitea', { 'X-Gogs-Signature': 'x' }],
		// Told apart by their bodies.
		[['zammad', 'intercom'], { 'X-Hub-Signature': 'sha1=x' }],
		['github', { 'X-Hub-Signature': 'sha1=x', 'X-Hub-Signature-256': 'sha256=x' }],
		['gitlab', { 'X-Gitlab-Token': 'x' }],
		['gitlab', { 'Webhook-Signature': 'v1,x' }],
		['chatwoot', { 'X-Chatwoot-Signature': 'x' }],
		['zendesk', { 'X-Zendesk-Webhook-Signature': 'x' }],
		['grafana', { 'X-Grafana-Alerting-Signature': 'x' }],
		['gitee', { 'X-Gitee-Token': 'x' }],
	])('is that of %s by its header, whatever stands in query and body', (id, headers) => {
		for (const body of Object.values(deliveries).map((delivery) => delivery.body)) {
			expect(chosen({ headers, body, query: { sign } })).toEqual([id].flat());
			const signed = { sign, password: 'x', ...feishu.text };
			expect(chosen({ headers, body: signed })).toEqual([id].flat());
		}
	});

	it('is that of a DingTalk robot by the query, whatever stands in the body', () => {
		const query = { sign, timestamp: '1577262236757' };
		const choice = chosen({ query, body: { hook_name: 'push_hooks', password: 'x' } });
		expect((choice as string[]).sort()).toEqual(robots);
	});

	it('is that of a Feishu robot, or of Gitee, by the body', () => {
		const body = { ...feishu.text, sign, timestamp: 1599360473 };
		expect((chosen({ body }) as string[]).sort()).toEqual(robots);
		for (const delivery of Object.values<object>(caught)) {
			expect(chosen({ body: { sign: 'x', ...delivery } })).toEqual(['gitee']);
		}
		const old = new URLSearchParams({ hook: '{"password":"x","push_data":{}}' }).toString();
		const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
		expect(chosen({ body: old, headers })).toEqual(['gitee']);
	});

	it('is none of what bears none, and of what is too large to look into', () => {
		for (const body of [weCom.text, '', 'text', '[]', { sign: '' }, { sign: { a: 1 } }]) {
			expect(chosen({ body })).toMatch(/no signature of a known source/);
		}
		const large = { sign, more: 'x'.repeat(LARGEST_LOOK) };
		expect(chosen({ body: large })).toMatch(/more than 256 kB/);
		expect(chosen({ body: large, headers: giteeHeaders('Push Hook', 'secret') })).toEqual([
			'gitee',
		]);
		expect(custom.signature).toBeDefined();
	});
});
