import { DateTime, IANAZone } from 'luxon';

import type { EscalationEngine } from '../../engine/engine';
import { reportOf } from '../../escalation/statistics/report';
import type { RollUp } from '../../escalation/statistics/rollUp';
import type { Clock } from '../../time/clock';
import { DAY } from '../../time/duration';
import { choicesOf, fits, type BoardFilter, type FilterChoices } from './filter';
import { replyTimesOf, type ReplyTimes } from './replyTimes';
import type { BoardLink } from './token';

/** What happened within a time. */
interface Sum {
	opened: number;
	answered: number;
	exhausted: number;
	/** It was cancelled, or ended in another way. */
	otherwise: number;
	/** Median of the working time to the first reply, in seconds, within 5 %; null without replies. */
	firstReply: number | null;
	/** Answered for the first time, with a target, and those of them that met it. */
	targets: number;
	met: number;
	/** The target that most of them had, in seconds of working time; null without one. */
	target: number | null;
}

interface Day extends Sum {
	/** `YYYY-MM-DD`, of the zone of whoever looks. */
	date: string;
}

/** How well was answered lately, and by what it can be filtered. */
export interface BoardDays {
	/** The oldest first; today is the last. */
	days: Day[];
	all: Sum;
	/** Of the last seven days, whatever the filter. */
	replies: ReplyTimes;
	choices: FilterChoices;
}

const DAYS = 14;

/**
 * The last two weeks, as they were known lately, also where nothing was.
 *
 * @param zone IANA name, whatever was sent: of UTC where it is none.
 */
export async function daysOf(
	{ engine, clock }: { engine: Pick<EscalationEngine, 'recentStatistics'>; clock: Clock },
	{ workflowId }: BoardLink,
	filter: BoardFilter,
	zone: unknown,
): Promise<BoardDays> {
	const known = await engine.recentStatistics(workflowId);
	const timeZone = typeof zone === 'string' && IANAZone.isValidZone(zone) ? zone : 'UTC';
	const now = clock.now();
	const today = DateTime.fromMillis(now, { zone: timeZone }).startOf('day');
	const from = today.minus({ days: DAYS - 1 }).toMillis();
	const rollUp = known.filter((group) => group.hour >= from);
	const shown = rollUp.filter((group) => fits(filter, group));
	const byDate = new Map(reportOf(shown, 'day', timeZone).map((day) => [day.value, day]));
	return {
		days: Array.from({ length: DAYS }, (_, index) => {
			const date = today.minus({ days: DAYS - 1 - index }).toISODate() ?? '';
			return { date, ...sumOf(byDate.get(date) ?? nothing()) };
		}),
		all: sumOf(reportOf(shown, 'none', timeZone)[0]),
		replies: replyTimesOf(known.filter(({ hour }) => hour >= now - 7 * DAY)),
		choices: choicesOf(rollUp),
	};
}

const nothing = () => reportOf([] satisfies RollUp, 'none', 'UTC')[0];

function sumOf(report: Record<string, unknown>): Sum {
	const { opened, answered, exhausted, cancelled, endedOtherwise } = report as Record<
		string,
		number
	>;
	const { p50Seconds } = report.firstReplyInWorkingTime as { p50Seconds: number | null };
	const { firstReply } = report.targets as Record<string, Record<string, number>>;
	const { count, met, withinSeconds } = firstReply;
	return {
		...{ opened, answered, exhausted, otherwise: cancelled + endedOtherwise },
		...{ firstReply: p50Seconds, targets: count, met, target: withinSeconds },
	};
}
