import { detectSource } from '../../../../src/events/detect';
import { eventSources } from '../../../../src/events/sources';
import { nightingale } from '../../../../src/events/sources/nightingale';
import {
	eventIn,
	eventRequest,
	eventsIn,
	problemIn,
	RECEIVED_AT,
} from '../../../support/sources/eventRequest.mts';
import { nightingaleAlert } from '../../../support/sources/nightingale.mts';

const recovered = {
	...nightingaleAlert,
	is_recovered: true,
	last_eval_time: 1749180864,
};

describe('Nightingale', () => {
	it('opens a conversation with an alert that fires', () => {
		expect(eventIn(nightingale, { body: nightingaleAlert })).toMatchObject({
			source: 'nightingale',
			type: 'Triggered',
			kind: 'alert.firing',
			occurredAt: '2025-06-06T03:24:24.000Z',
			conversation: {
				key: 'nightingale:54f5543591c6dc0e30139cae196a1eee',
				effect: 'opens',
				subject: '测试事件回调',
			},
			severity: 'warning',
			title: '测试事件回调',
			text: '33.06867',
			project: { name: 'DBA-Postgres' },
			fields: expect.arrayContaining([{ name: 'ident', value: 'ulric-flashcat.local' }]),
			raw: nightingaleAlert,
		});
	});

	it('takes a recovered one for answered, when it was so', () => {
		expect(eventIn(nightingale, { body: [recovered] })).toMatchObject({
			type: 'Recovered',
			kind: 'alert.resolved',
			occurredAt: '2025-06-06T03:34:24.000Z',
			conversation: { key: 'nightingale:54f5543591c6dc0e30139cae196a1eee', effect: 'ends' },
		});
	});

	it.each([
		[1, 'critical'],
		[2, 'warning'],
		[3, 'info'],
		[4, undefined],
		['constructor', undefined],
	])('has of severity %j the severity %s', (severity, expected) => {
		const [event] = eventsIn(nightingale, { body: [{ ...nightingaleAlert, severity }] });
		expect(event.severity).toBe(expected);
	});

	it('reads an alert alone, a list of them, and one among other things alike', () => {
		const bodies = [nightingaleAlert, [nightingaleAlert], { events: [nightingaleAlert], tpl: {} }];
		const events = bodies.map((body) => eventIn(nightingale, { body }));
		expect(new Set(events.map(({ id }) => id)).size).toBe(1);
		expect(events.map(({ raw }) => raw)).toEqual(bodies);
	});

	it('keeps with each of a list that one alone, and names what does not fit by its place', () => {
		const body = [nightingaleAlert, { ...nightingaleAlert, hash: '' }, 5, recovered];
		const parsed = nightingale.parse(eventRequest({ body }), {});
		expect(parsed).toMatchObject({
			ok: true,
			events: [{ raw: [nightingaleAlert] }, { raw: [recovered] }],
			refused: { count: 2, problems: [{ field: '1.hash' }, { field: '2' }] },
		});
		expect(problemIn(nightingale, { body: { ...nightingaleAlert, hash: null } }).field).toBe(
			'hash',
		);
		expect(problemIn(nightingale, { body: { events: 5 } }).message).toBe('must be a list');
	});

	it('counts an alert that comes by several rules once, and a later notification anew', () => {
		const idOf = (changes: object, receivedAt = RECEIVED_AT) =>
			eventIn(nightingale, { body: [{ ...nightingaleAlert, ...changes }], receivedAt }).id;
		const byAnother = { notify_rule_ids: [3, 4], notify_rule_id: 4, last_sent_time: 1749180265 };
		expect(idOf(byAnother)).toBe(idOf({}));
		expect(idOf({ trigger_time: 1749183864, notify_cur_number: 2 })).not.toBe(idOf({}));
		expect(idOf({ is_recovered: true })).not.toBe(idOf({}));
	});

	it('links to the alert where the address of Nightingale is known, else to the runbook', () => {
		const body = { ...nightingaleAlert, runbook_url: 'https://wiki.example.com/cpu' };
		expect(eventIn(nightingale, { body }).url).toBe('https://wiki.example.com/cpu');
		const siteUrl = 'https://n9e.example.com/';
		expect(eventIn(nightingale, { body }, { siteUrl }).url).toBe(
			'https://n9e.example.com/alert-his-events/1097371',
		);
	});

	it('is detected in each of its forms, and nothing else of a list is', () => {
		const others = Object.values(eventSources).filter(({ id }) => id !== 'custom');
		const detected = (body: unknown) => {
			const detection = detectSource(eventRequest({ body }), others);
			return detection.ok && !detection.notice && detection.source.id;
		};
		expect(detected(nightingaleAlert)).toBe('nightingale');
		expect(detected([recovered, nightingaleAlert])).toBe('nightingale');
		expect(detected({ events: [nightingaleAlert], sendtos: [] })).toBe('nightingale');
		for (const body of [[], [[nightingaleAlert]], ['hash'], { events: 'hash' }, { events: [] }]) {
			expect(detected(body)).toBe(false);
		}
	});
});
