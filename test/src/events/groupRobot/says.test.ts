import { says } from '../../../../src/events/groupRobot/says';

test.each<[string, string, boolean]>([
	['Alert 42 is RESOLVED.', 'resolved', true],
	['State: unresolved', 'resolved', false],
	['State: unresolved\nLater: resolved', 'resolved', true],
	['It is not resolved', 'resolved', false],
	['It is not yet resolved', 'resolved', false],
	['告警resolved了', 'resolved', true],
	['系统警报已恢复', '恢复', true],
	['告警未恢复', '恢复', false],
	['工单没有完成', '完成', false],
	['A ticket was closed', ' Closed ', true],
	['enclosed', 'closed', false],
	['closedown', 'closed', false],
	['anything', '', false],
])('"%s" says "%s": %s', (text, word, expected) => {
	expect(says(text, [word])).toBe(expected);
});

test('a text that repeats the word without end is read in one go', () => {
	expect(says('un'.repeat(500_000), ['un'])).toBe(false);
	expect(says(`${'un'.repeat(500_000)} un`, ['un'])).toBe(true);
});
