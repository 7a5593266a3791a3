import { outputJson } from '../../../../src/escalation/items/reminderItem';
import { recordJson } from '../../../../src/escalation/items/recordItem';
import { preview } from '../../../../src/escalation/preview';
import type { Policy } from '../../../../src/escalation/policy';
import { itemNotification } from '../../../../src/robots/notification/fromItem';
import { CHINA } from '../../../../src/time/calendar/calendars';
import { aMessage, aPolicy, officeHours } from '../../../support/model/escalations.mts';

// Friday evening before Spring Festival: Saturday is worked, and then nobody works for nine days.
const FRIDAY = Date.parse('2026-02-13T20:00:00+08:00');
const SATURDAY = Date.parse('2026-02-14T20:00:00+08:00');
const inChina = officeHours({ timeZone: 'Asia/Shanghai', calendar: CHINA });

function reminderOf(activeHours: Policy['activeHours'], now: number) {
	const policy = aPolicy({ activeHours });
	const output = preview(aMessage({ writtenAt: now, policy, event: { text: 'Hello?' } }), now);
	return { output, json: outputJson(output, [], output.claim.plannedFor) };
}

test.each([
	['the next morning', FRIDAY, '2026-02-14T01:00:00.000Z', '2026-02-14 09:00'],
	['after the festival', SATURDAY, '2026-02-24T01:00:00.000Z', '2026-02-24 09:00'],
])('a reminder that had to wait names the opening: %s', (_, now, openedAt, time) => {
	const { json } = reminderOf(inChina, now);
	expect(json.reminder).toMatchObject({ openedAt, plannedFor: openedAt });
	expect(String(json.text).split('\n')).toContain(`Active hours began: ${time}`);
	for (const [language, name] of [
		['en', 'Active hours began'],
		['zh', '工作时间开始于'],
	] as const) {
		const { fields } = itemNotification(json, { language, timeZone: 'Asia/Shanghai' });
		expect(fields).toContainEqual({ name, value: `${time} UTC+8`, at: Date.parse(openedAt) });
	}
});

test.each<[string, Policy['activeHours'], number]>([
	['within the hours', inChina, Date.parse('2026-02-13T10:00:00+08:00')],
	['without hours', null, FRIDAY],
])('one that did not says nothing of it: %s', (_, activeHours, now) => {
	const { json } = reminderOf(activeHours, now);
	expect(json.reminder).not.toHaveProperty('openedAt');
	expect(json.text).not.toContain('Active hours');
});

test('who asks for a conversation outside the hours is told when they begin', () => {
	const { output } = reminderOf(inChina, SATURDAY);
	const { escalation, timeline } = output;
	const record = (now: number) =>
		recordJson(
			{
				escalation: { ...escalation, endedAt: null },
				timeline,
				mutedUntil: null,
				sentMessages: [],
			},
			now,
		);
	expect(record(SATURDAY)).toMatchObject({ nextOpeningAt: '2026-02-24T01:00:00.000Z' });
	expect(record(Date.parse('2026-02-24T09:00:00+08:00'))).not.toHaveProperty('nextOpeningAt');
	const ended = recordJson(
		{
			escalation: { ...escalation, endedAt: SATURDAY },
			timeline,
			mutedUntil: null,
			sentMessages: [],
		},
		SATURDAY,
	);
	expect(ended).not.toHaveProperty('nextOpeningAt');
});
