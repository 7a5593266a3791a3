import { uncoveredWarning, uncoveredYear } from '../../time/calendar/coverage';
import { DAY, readableDuration } from '../../time/duration';
import { levelIndex, type Level } from '../level';
import { targetDueAt } from '../target';
import { plannedOutputs, type WholePlan } from './plan';
import type { Policy, ReplyKind } from '../policy';

const REPLY_TARGETS: ReadonlyArray<[ReplyKind, name: string, field: string]> = [
	['firstReply', 'first reply', 'First Reply Within'],
	['nextReply', 'next reply', 'Next Reply Within'],
];

/** What somebody has set, of what does nothing by itself. Undefined where an option was not added. */
export interface GivenOptions {
	calendar?: unknown;
	holidays?: unknown;
	workingDays?: unknown;
	timeZone?: unknown;
	outsideActiveHours?: unknown;
	groupBy?: unknown;
	/** False where it is for no target. */
	resolveWithin?: unknown;
	/** The option "Targets", whatever its fields say. */
	targets?: boolean;
}

/**
 * What of the settings can have no effect, or another one than they seem to
 * have, for somebody who tries them: a sentence for each, with what to do.
 */
export function planHints(
	plan: WholePlan,
	policy: Policy,
	levels: Level[],
	options: GivenOptions,
	given: Given,
): string[] {
	return [
		...levelHints(plan, policy, levels),
		...endHints(plan, policy, given),
		...targetHints(plan, policy, given),
		...resolutionHints(policy, options),
		...hoursHints(policy, options, given.now),
		...groupHints(policy, options),
		...growthHints(policy),
	];
}

/** When the customer wrote, and when the node was told, in ms since 1970. */
interface Given {
	writtenAt: number;
	now: number;
}

function levelHints(plan: WholePlan, policy: Policy, levels: Level[]): string[] {
	const reminders = plan.reminders.length;
	const reached = new Set(plan.reminders.map(({ number }) => levelIndex(levels, number)));
	return levels.flatMap(({ name, fromReminder }, index) => {
		if (reached.has(index)) return [];
		if (fromReminder <= reminders) {
			return [
				`Level "${name}" never begins, because another level begins with reminder ${fromReminder}, too. Give each level its own "From Reminder".`,
			];
		}
		if (plan.exhaustedAt === undefined) return [];
		const advice =
			policy.maximumReminders === reminders
				? 'Lower its "From Reminder", or raise "Maximum Reminders".'
				: 'Lower its "From Reminder", or raise "Give Up After".';
		return [
			`Level "${name}" never begins: it starts with reminder ${fromReminder}, but there ${reminders === 1 ? 'is at most 1 reminder' : `are at most ${reminders} reminders`}. ${advice}`,
		];
	});
}

/** Of what ends a conversation by itself. */
function endHints(plan: WholePlan, policy: Policy, { writtenAt, now }: Given): string[] {
	const { giveUpAfter, endWhenSilentFor } = policy;
	const hints: string[] = [];
	const unlimited = { ...policy, giveUpAfter: null };
	const first = plannedOutputs(unlimited, writtenAt, now).next().value;
	if (!first) return [];
	const untilFirst = first.at - now;
	if (giveUpAfter !== null && giveUpAfter <= untilFirst) {
		hints.push(
			`No reminder goes out: "Give Up After" ends after ${readableDuration(giveUpAfter)}, and reminder 1 is due after ${readableDuration(untilFirst)}. Raise "Give Up After", or send reminder 1 sooner.`,
		);
	}
	if (endWhenSilentFor === null) return hints;
	if (endWhenSilentFor <= untilFirst) {
		hints.push(
			`No reminder goes out unless the source repeats the event: "End on Silence" ends after ${readableDuration(endWhenSilentFor)}, and reminder 1 is due after ${readableDuration(untilFirst)}. Raise "End on Silence", or send reminder 1 sooner.`,
		);
		return hints;
	}
	const { exhaustedAt } = plan;
	if (exhaustedAt !== undefined && endWhenSilentFor >= exhaustedAt - now) {
		hints.push(
			`"End on Silence" is longer than the whole plan, which is over after ${readableDuration(exhaustedAt - now)}: it has no effect unless someone pauses the reminders. Lower it, or remove the option.`,
		);
	}
	return hints;
}

/** After the last reminder nobody looks whether somebody replies. */
function targetHints(
	{ exhaustedAt }: WholePlan,
	policy: Policy,
	{ writtenAt, now }: Given,
): string[] {
	if (exhaustedAt === undefined) return [];
	return REPLY_TARGETS.flatMap(([kind, name, field]) => {
		const within = policy.targets?.within[kind];
		if (within === undefined || targetDueAt(policy, kind, writtenAt) <= exhaustedAt) return [];
		return [
			`The ${name} target is never missed: "${field}" is ${readableDuration(within)}, and the whole plan is over after ${readableDuration(exhaustedAt - now)}. Lower it, or raise "Maximum Reminders".`,
		];
	});
}

/** Where the source does not tell, the policy has none. */
function resolutionHints({ targets }: Policy, options: GivenOptions): string[] {
	if (!isGiven(options.resolveWithin)) {
		if (!options.targets || targets) return [];
		return [
			'"Targets" has no effect for this item, because each of its times is 0 or empty. Enter one, correct the expression, or remove the option.',
		];
	}
	if (targets?.within.resolution !== undefined) return [];
	return [
		'"Resolve Within" has no effect for this item, because its source does not report when it is resolved. Enter 0, or use it for tickets, issues, pull requests and alerts.',
	];
}

function hoursHints({ activeHours }: Policy, options: GivenOptions, now: number): string[] {
	if (!activeHours) {
		const alone = [
			[options.calendar !== 'none' && options.calendar, 'Calendar'],
			[options.holidays, 'Holidays'],
			[options.workingDays, 'Extra Working Days'],
			[options.timeZone, 'Time Zone'],
			[options.outsideActiveHours !== 'wait' && options.outsideActiveHours, 'Outside Active Hours'],
		].flatMap(([value, name]) => (isGiven(value) ? [`"${String(name)}"`] : []));
		if (alone.length === 0) return [];
		const does = alone.length === 1 ? 'does' : 'do';
		return [
			`${listOf(alone)} ${does} nothing without active hours, so reminders go out at any time. Add hours to the option "Active Hours", or remove it.`,
		];
	}
	const { ranges, holidays, workingDays, workingDaysLike } = activeHours;
	// A day more, since it may be tomorrow elsewhere.
	const yesterday = new Date(now - DAY).toISOString().slice(0, 10);
	const isOver = (dates: string[]) => dates.length > 0 && dates.every((date) => date < yesterday);
	const uncovered = uncoveredYear(activeHours, now);
	const hasHours = ranges.some(({ weekdays }) => weekdays.includes(workingDaysLike ?? weekdays[0]));
	return [
		...(uncovered === undefined ? [] : [uncoveredWarning(activeHours, uncovered)]),
		...(isOver(holidays)
			? ['All dates under "Holidays" are in the past. Enter future dates, or remove the option.']
			: []),
		...(isOver(workingDays)
			? [
					'All dates under "Extra Working Days" are in the past. Enter future dates, or remove the option.',
				]
			: []),
		...(workingDays.length > 0 && !hasHours
			? [
					'"Hours on Extra Days" names a day without active hours, so extra working days have no hours but their own. Choose another day, or add hours for it.',
				]
			: []),
	];
}

function groupHints({ digest }: Policy, { groupBy }: GivenOptions): string[] {
	if (digest !== null || groupBy === undefined) return [];
	return [
		'"Group Reminders By" is empty for this item, so its reminders are not grouped. Correct the expression, or remove the option "Grouping".',
	];
}

function growthHints({ growthFactor, intervals: [first], longestInterval }: Policy): string[] {
	if (growthFactor === 1 || longestInterval >= first) return [];
	return [
		`Intervals do not grow: "Longest Interval" (${readableDuration(longestInterval)}) is shorter than "Remind Every" (${readableDuration(first)}). Raise it.`,
	];
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '' && value !== false;
}

function listOf(names: string[]): string {
	return new Intl.ListFormat('en').format(names);
}
