import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { zabbix } from '../../../../src/events/sources/zabbix';
import { eventIn, problemIn } from '../../../support/sources/eventRequest.mts';
import { zabbixProblem } from '../../../support/sources/zabbix.mts';

describe('Zabbix', () => {
	it('opens a conversation with a problem', () => {
		expect(eventIn(zabbix, { body: zabbixProblem })).toMatchObject({
			type: 'PROBLEM',
			kind: 'alert.firing',
			conversation: {
				key: 'zabbix:4012',
				effect: 'opens',
				subject: 'Zabbix agent is not available (for 3m)',
			},
			severity: 'warning',
			title: 'Zabbix agent is not available (for 3m)',
			text: 'Current state: 0',
			project: { name: 'web-01' },
		});
	});

	it('takes an acknowledged one for answered, by whom', () => {
		const body = {
			...zabbixProblem,
			event_update_status: '1',
			event_ack_status: 'Yes',
			event_update_action: 'acknowledged and commented',
			event_update_user: 'Zabbix Administrator (Admin)',
			event_update_message: 'On it',
		};
		expect(eventIn(zabbix, { body })).toMatchObject({
			kind: 'ticket.updated',
			conversation: { key: 'zabbix:4012', effect: 'ends' },
			actor: { name: 'Zabbix Administrator (Admin)' },
			text: 'On it',
		});
	});

	// Zabbix, "Trigger severity".
	it.each([
		['0', 'info'],
		['1', 'info'],
		['2', 'warning'],
		['3', 'warning'],
		['4', 'critical'],
		['5', 'critical'],
	])('has of severity %s the severity %s', (event_nseverity, severity) => {
		expect(eventIn(zabbix, { body: { ...zabbixProblem, event_nseverity } }).severity).toBe(
			severity,
		);
	});

	it('counts what several users get once, and each update anew', () => {
		const idOf = (changes: object) =>
			eventIn(zabbix, { body: { ...zabbixProblem, ...changes } }).id;
		expect(idOf({ alert_sendto: 'b' })).toBe(idOf({}));
		const update = { event_update_status: '1', event_update_date: '2026.09.04' };
		expect(idOf({ ...update, event_update_time: '10:00:00' })).not.toBe(idOf({}));
		expect(idOf({ ...update, event_update_time: '10:00:00' })).not.toBe(
			idOf({ ...update, event_update_time: '10:00:07' }),
		);
		expect(idOf({ event_value: '0' })).not.toBe(idOf({}));
	});

	it('links to the problem where the address of Zabbix is known', () => {
		const siteUrl = 'https://zabbix.example.com';
		expect(eventIn(zabbix, { body: zabbixProblem }, { siteUrl }).url).toBe(
			'https://zabbix.example.com/tr_events.php?triggerid=13491&eventid=4012',
		);
	});

	it('says what is missing', () => {
		expect(problemIn(zabbix, { body: { ...zabbixProblem, event_id: '' } }).field).toBe('event_id');
	});
});

describe.each(['zabbix.md', 'zabbix.zh-CN.md'])('the script of docs/sources/%s', (page) => {
	const text = readFileSync(join(__dirname, '../../../../docs/sources', page), 'utf8');
	const [, script] = /```js\n([^]*?)```/.exec(text)!;
	const parameters = [...text.matchAll(/^ +\| `(\w+)` \| (?:`(\{[A-Z.]+\})`)?/gm)].map(
		([, name, macro]) => [name, macro] as const,
	);

	/** Runs it as Zabbix does: the parameters as JSON in `value`, with Zabbix's HttpRequest. */
	function run(values: object, status = 200) {
		const sent: { headers: string[]; url?: string; body?: string } = { headers: [] };
		class HttpRequest {
			addHeader(header: string) {
				sent.headers.push(header);
			}
			post(url: string, body: string) {
				Object.assign(sent, { url, body });
				return 'the response';
			}
			getStatus() {
				return status;
			}
		}
		const result = new Function('value', 'HttpRequest', script)(
			JSON.stringify(values),
			HttpRequest,
		);
		return { ...sent, result };
	}

	const filledIn = (values: Record<string, string>) =>
		Object.fromEntries(parameters.map(([name, macro]) => [name, values[name] ?? macro ?? '']));
	const given = {
		...zabbixProblem,
		url: 'https://n8n.example.com/webhook',
		secret: 'a secret text',
	};

	it('sends what the source reads, and the secret in the header alone', () => {
		const { headers, url, body, result } = run(filledIn(given));
		expect(result).toBe('OK');
		expect(url).toBe(given.url);
		expect(headers).toContain('X-Webhook-Secret: a secret text');
		expect(body).not.toContain('a secret text');
		expect(JSON.parse(body!)).toEqual(zabbixProblem);
	});

	it('of the test of the media type is a test', () => {
		const { body } = run(filledIn({ url: given.url, secret: given.secret }));
		expect(eventIn(zabbix, { body })).toMatchObject({ kind: 'test', conversation: undefined });
	});

	it('fails where the trigger refuses', () => {
		expect(() => run(filledIn(given), 503)).toThrow('HTTP 503: the response');
	});
});
