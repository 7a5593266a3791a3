import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Claim, Escalation } from '../../../src/escalation/escalation';
import * as machine from '../../../src/escalation/machine';
import type { Step } from '../../../src/escalation/machine';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import {
	aComing,
	aLease,
	anEscalation,
	anExpectingPolicy,
	aPolicy,
	KEY,
	SCOPE,
	T0,
} from '../../support/model/escalations.mts';
import {
	failed,
	FIRST,
	stateNames,
	states,
	type StateName,
} from '../../support/model/machineStates.mts';

/*
 * docs/escalation-states.md is made of what the machine does. After a change:
 * UPDATE_DOCS=1 npx jest stateTable
 */
const FILE = join(__dirname, '../../../docs/escalation-states.md');
const NOW = FIRST + 30 * MINUTE;

const events: Record<string, (escalation: Escalation) => Step | undefined> = {
	'new message': (escalation) =>
		machine.continueWith(escalation, { conversationKey: KEY, writtenAt: NOW, event: {} }, NOW),
	reply: (escalation) => machine.reply(escalation, { repliedAt: NOW, actor: null }, NOW),
	acknowledge: (escalation) =>
		machine.acknowledge(escalation, { until: NOW + MINUTE, actor: null }, NOW),
	snooze: (escalation) => machine.snooze(escalation, { until: NOW + MINUTE, actor: null }, NOW),
	cancel: (escalation) => machine.cancel(escalation, { because: 'cancelled', actor: null }, NOW),
	'found due': (escalation) => machine.claim(escalation, aLease('again', NOW), NOW),
	gate: passGate,
	'gate, answered': (escalation) => machine.holdBack(escalation, NOW) ?? passGate(escalation),
	'execution succeeded': (escalation) =>
		machine.settle(escalation, 'token', { result: 'sent' }, NOW),
	'execution failed': (escalation) => machine.settle(escalation, 'token', failed, NOW),
};

function passGate(escalation: Escalation): Step | undefined {
	return machine.gate(escalation, 'token', { until: NOW + MINUTE }, NOW);
}

/** Not asked for when it is over: the engine looks for what is open. Nothing is due when there is nothing to do. */
function isPossible(event: string, escalation: Escalation): boolean {
	const isOver = escalation.endedAt !== null;
	if (['new message', 'reply', 'acknowledge', 'snooze', 'cancel'].includes(event)) return !isOver;
	return event !== 'found due' || escalation.dueAt !== null;
}

function outcomeOf(event: string, escalation: Escalation): string {
	if (!isPossible(event, escalation)) return '';
	const step = events[event](escalation);
	if (!step) return 'refused';
	const { state, claim } = step.escalation;
	const output =
		claim && (claim.reminderNumber === null ? claim.output : `reminder ${claim.reminderNumber}`);
	const told = step.timeline.map(({ what }) => what).join(', ');
	return [
		state,
		...(output ? [`${output} ${whereabouts(claim)}`] : []),
		...(told ? [`*${told}*`] : []),
	].join('; ');
}

function whereabouts({ gatedAt, isTakenBack }: Claim): string {
	if (isTakenBack) return 'taken back';
	return gatedAt === null ? 'handed out' : 'on its way';
}

function tableOf(
	rowNames: string[],
	columnNames: string[],
	cell: (row: string, column: string) => string,
): string {
	const rows = [
		['State', ...columnNames],
		Array.from({ length: columnNames.length + 1 }, () => '---'),
		...rowNames.map((row) => [`**${row}**`, ...columnNames.map((column) => cell(row, column))]),
	];
	return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const table = () =>
	tableOf(stateNames, Object.keys(events), (name, event) =>
		outcomeOf(event, states[name as StateName]()),
	);

/** Each day, and an hour late at the most. */
const expects = anExpectingPolicy();
const coming = aComing({ policy: expects });
/** When what came at `T0` is found due. */
const MISSING = T0 + DAY + HOUR;

function overdue(expected: Escalation, listeningSince: number): Step {
	const now = expected.dueAt!;
	const given = { id: 'missing', listeningSince, now };
	const found = machine.overdue(expected, coming.event, given);
	return 'opened' in found ? found.opened : found.skipped;
}

const expected = () =>
	machine.expect(coming, { id: 'expected', scope: SCOPE, policy: expects, now: T0 }).escalation;
const expectedStates: Record<string, () => Escalation> = {
	expected,
	'expected, passed over once': () => overdue(expected(), MISSING).escalation,
	missing: () => overdue(expected(), -Infinity).escalation,
};

/** Undefined for what cannot happen. */
const expectedEvents: Record<string, (escalation: Escalation) => Step | undefined> = {
	'it comes': (escalation) =>
		machine.isExpecting(escalation)
			? machine.expectAgain(escalation, coming, expects, NOW)
			: machine.comeAtLast(escalation, NOW),
	'found due': (escalation) =>
		machine.isExpecting(escalation)
			? overdue(escalation, -Infinity)
			: machine.claim(escalation, aLease('token', MISSING), MISSING),
	'found due, was not listening': (escalation) =>
		machine.isExpecting(escalation) ? overdue(escalation, escalation.dueAt!) : undefined,
	cancel: events.cancel,
};

/** A warning after 48 minutes. */
const awaiting = aPolicy({ targets: { within: { resolution: HOUR }, warnAt: 0.8 } });
const foundDue = (escalation: Escalation) =>
	machine.claim(escalation, aLease('token', escalation.dueAt!), escalation.dueAt!);
const awaited = () =>
	machine.reply(anEscalation({ policy: awaiting }), { repliedAt: T0, actor: null }, T0).escalation;
const awaitedStates: Record<string, () => Escalation> = {
	'replied, not resolved': awaited,
	'replied, warned': () => foundDue(awaited()).escalation,
	'replied, breached': () => foundDue(foundDue(awaited()).escalation).escalation,
	'replied, resolved': () => resolved(awaited())!.escalation,
};

function resolved(escalation: Escalation): Step | undefined {
	return machine.resolve(escalation, { at: NOW, sequence: undefined, actor: null }, NOW);
}

const awaitedEvents: Record<string, (escalation: Escalation) => Step | undefined> = {
	'found due': (escalation) => (escalation.dueAt === null ? undefined : foundDue(escalation)),
	resolved,
	'opened again': (escalation) => machine.unresolvedOf(escalation) && machine.handOn(escalation),
};

/** The next state and the record of it. @param more what else there is to say. */
function toldOf(step: Step | undefined, more: (escalation: Escalation) => string[] = () => []) {
	if (!step) return '';
	const told = step.timeline.map(({ what }) => what).join(', ');
	const { state } = step.escalation;
	return [state, ...more(step.escalation), ...(told ? [`*${told}*`] : [])].join('; ');
}

const expectedTable = () =>
	tableOf(Object.keys(expectedStates), Object.keys(expectedEvents), (name, event) => {
		const step = expectedEvents[event](expectedStates[name]());
		return toldOf(step, ({ claim }) => (claim ? ['reminder 1 handed out'] : []));
	});

const awaitedTable = () =>
	tableOf(Object.keys(awaitedStates), Object.keys(awaitedEvents), (name, event) =>
		toldOf(awaitedEvents[event](awaitedStates[name]()), (escalation) => [
			machine.isAwaited(escalation) ? 'awaited' : 'no longer awaited',
		]),
	);

const document = () => `# The states of an escalation

What each event does to an escalation. A test generates these tables from the code (\`src/escalation/machine.ts\`). Each cell shows the next state, what is on its way then and, in italics, what the timeline records. Empty cells cannot happen.

## What waits for a reply

For a policy of two reminders. An ended conversation does not change, but for [what is still to be resolved](#what-is-over-and-still-to-be-resolved).

- **found due**: the dispatcher of the node finds it due, for the first time or because an execution was lost.
- **gate**: the execution asks whether its item may leave the node.
- **gate, answered**: the same, while a reply to the conversation is stored but has not reached the node yet.
- **taken back**: it may have gone out before n8n was killed, so it is handed out again as the same one.
- **execution succeeded**, **failed**: how the execution ended, as reported by n8n.

${table()}

## What is expected

Of Expect Event. While it comes, nobody waits: only Cancel Reminders changes it, not acknowledge, snooze or mark as replied. When it is missing, that is a conversation of its own, as above, with its first reminder due at once. Its coming ends that one, and is expected anew.

- **found due**: the period and the grace are over, and it has not come.
- **was not listening**: n8n was down, or the workflow unpublished, when it may have come. That is passed over once, never twice in a row.

${expectedTable()}

## What is over and still to be resolved

With the target Resolve Within, for a source that reports resolutions. No reminders go out any more; the dispatcher looks at it only to tell of the warning and the breach. The same holds after Exhausted. A conversation that was cancelled is not awaited.

- **resolved**: the source reports it.
- **opened again**: a later message opens a conversation, which takes over the target and its time.

${awaitedTable()}
`;

test('the tables in the docs are what the machine does', () => {
	if (process.env.UPDATE_DOCS) writeFileSync(FILE, document());
	expect(readFileSync(FILE, 'utf8')).toBe(document());
});
