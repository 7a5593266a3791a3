import { reportOf } from '../../../../src/escalation/statistics/report';
import { Counting, noCounts } from '../../../../src/escalation/statistics/rollUp';
import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import { anEscalation, aPolicy, T0 } from '../../../support/model/escalations.mts';

const policy = aPolicy({ targets: { within: { firstReply: 20 * MINUTE }, warnAt: 0.8 } });

/** Ten conversations of two projects, answered after 5, 10, … minutes; T0 is a Monday, nine o'clock in UTC. */
function tenReplies() {
	const counting = new Counting([]);
	for (let index = 0; index < 10; index += 1) {
		const openedAt = T0 + index * DAY;
		const escalation = anEscalation({
			policy,
			event: { project: { name: index % 3 === 0 ? 'bank' : 'shop' } },
			openedAt,
			waitingSince: openedAt,
			state: 'replied',
			endedBecause: 'reply',
			endedAt: openedAt + (index + 1) * 5 * MINUTE,
		});
		counting.opened(escalation);
		counting.ended(escalation);
	}
	return counting.rollUp;
}

const near = (seconds: number) => ({
	asymmetricMatch: (found: unknown) => Math.abs(Number(found) - seconds) / seconds < 0.05,
});

test('one for all', () => {
	const [report, ...others] = reportOf(tenReplies(), 'none', 'UTC');
	expect(others).toEqual([]);
	expect(report).toMatchObject({
		opened: 10,
		answered: 10,
		exhausted: 0,
		cancelled: 0,
		targets: {
			firstReply: { count: 10, met: 3, percent: 30, withinSeconds: 20 * 60 },
			nextReply: { count: 0, met: 0, percent: null, withinSeconds: null },
		},
	});
	const { firstReply } = report as { firstReply: { p50Seconds: number; p90Seconds: number } };
	expect(near(25 * 60).asymmetricMatch(firstReply.p50Seconds)).toBe(true);
	expect(near(45 * 60).asymmetricMatch(firstReply.p90Seconds)).toBe(true);
});

test('on an empty day too', () => {
	expect(reportOf([], 'none', 'UTC')).toEqual([
		{
			opened: 0,
			answered: 0,
			exhausted: 0,
			cancelled: 0,
			endedOtherwise: 0,
			firstReply: { p50Seconds: null, p90Seconds: null },
			firstReplyInWorkingTime: { p50Seconds: null, p90Seconds: null },
			nextReply: { p50Seconds: null, p90Seconds: null },
			nextReplyInWorkingTime: { p50Seconds: null, p90Seconds: null },
			targets: {
				firstReply: { count: 0, met: 0, percent: null, withinSeconds: null },
				nextReply: { count: 0, met: 0, percent: null, withinSeconds: null },
			},
		},
	]);
	expect(reportOf([], 'project', 'UTC')).toEqual([]);
});

test.each([
	[3_000, 2_999, 99.9],
	[3_000, 3_000, 100],
	[3_000, 1, 0.1],
	[3_000, 0, 0],
	[3, 2, 66.7],
])('of %d targets %d are %d percent: all of them only where they are', (targets, met, percent) => {
	const counts = noCounts();
	Object.assign(counts.nextReply, { targets, met });
	const group = { hour: 0, project: null, agent: null, source: null, level: null, ...counts };
	expect(reportOf([group], 'none', 'UTC')).toMatchObject([
		{ targets: { nextReply: { count: targets, met, percent } } },
	]);
});

test('by names, what opened most first', () => {
	const report = reportOf(tenReplies(), 'project', 'UTC');
	expect(report).toMatchObject([
		{ by: 'project', value: 'shop', opened: 6 },
		{ by: 'project', value: 'bank', opened: 4 },
	]);
});

test.each([
	['weekday', 'UTC', [1, 2, 3, 4, 5, 6, 7]],
	['hour', 'UTC', [9]],
	['hour', 'Asia/Shanghai', [17]],
	['level', 'UTC', [null]],
] as const)('by %s in %s', (by, zone, expected) => {
	expect(reportOf(tenReplies(), by, zone).map(({ value }) => value)).toEqual(expected);
});

test('by days, as they are in the zone', () => {
	const days = reportOf(tenReplies(), 'day', 'Asia/Shanghai');
	expect(days.map(({ value }) => value)).toEqual(
		Array.from({ length: 10 }, (_, index) =>
			new Date(T0 + 8 * HOUR + index * DAY).toISOString().slice(0, 10),
		),
	);
});

test('of several targets the one that most of them had', () => {
	const counting = new Counting([]);
	for (const minutes of [30, 20, 20]) {
		counting.ended(
			anEscalation({
				policy: aPolicy({ targets: { within: { firstReply: minutes * MINUTE }, warnAt: 0.8 } }),
				state: 'replied',
				endedBecause: 'reply',
				endedAt: T0 + MINUTE,
			}),
		);
	}
	expect(reportOf(counting.rollUp, 'none', 'UTC')).toMatchObject([
		{ targets: { firstReply: { count: 3, withinSeconds: 20 * 60 } } },
	]);
});
