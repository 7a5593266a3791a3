import { uptimeKuma } from '../../../../src/events/sources/uptimeKuma';
import { deliveries } from '../../../support/sources/deliveries.mts';
import { eventIn, problemIn, RECEIVED_AT } from '../../../support/sources/eventRequest.mts';

const down = JSON.parse(deliveries.uptimeKuma.body);
const withHeartbeat = (heartbeat: object) => ({ body: { ...down, heartbeat } });

describe('Uptime Kuma', () => {
	it('opens a conversation when a monitor goes down', () => {
		expect(eventIn(uptimeKuma, { body: down })).toMatchObject({
			type: 'DOWN',
			kind: 'alert.firing',
			occurredAt: '2023-07-31T18:56:15.374Z',
			conversation: { key: 'uptimeKuma:89', effect: 'opens', subject: 'test' },
			title: '[test] [🔴 Down] timeout of 16000ms exceeded',
			text: 'timeout of 16000ms exceeded',
			project: { name: 'test' },
			url: 'https://example.com',
		});
	});

	it('takes a monitor that is up again for answered', () => {
		const up = withHeartbeat({ ...down.heartbeat, status: 1 });
		expect(eventIn(uptimeKuma, up).conversation?.effect).toBe('ends');
	});

	it('says what is missing', () => {
		expect(problemIn(uptimeKuma, { body: { ...down, heartbeat: {}, msg: null } }).field).toBe(
			'heartbeat.status',
		);
	});

	it('links to the monitor where the address of Uptime Kuma is known', () => {
		const siteUrl = 'https://uptime.example.com/';
		expect(eventIn(uptimeKuma, { body: down }, { siteUrl }).url).toBe(
			'https://uptime.example.com/dashboard/89',
		);
	});

	it('counts each time that it tells of a monitor, but by several notifications once', () => {
		const idOf = (heartbeat: object, receivedAt = RECEIVED_AT) =>
			eventIn(uptimeKuma, { ...withHeartbeat({ ...down.heartbeat, ...heartbeat }), receivedAt }).id;
		expect(idOf({ ping: 3 }, RECEIVED_AT + 1_000)).toBe(idOf({}));
		expect(idOf({ time: '2023-07-31 19:56:15.374' })).not.toBe(idOf({}));
		expect(idOf({ status: 1 })).not.toBe(idOf({}));
	});

	it('waits for somebody to look at a certificate, and for nobody at a test', () => {
		const words = (msg: string) =>
			eventIn(uptimeKuma, { body: { heartbeat: null, monitor: null, msg } });
		const expiring = words('[a][https://a.example] server certificate a will expire in 7 days');
		expect(expiring).toMatchObject({ type: 'notification', kind: 'notice', text: expiring.title });
		expect(expiring.conversation?.effect).toBe('opens');
		expect(words('My Kuma Testing')).toMatchObject({ kind: 'test', conversation: undefined });
		expect(words('one').id).not.toBe(words('two').id);
	});
});
