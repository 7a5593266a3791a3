import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Claim, Escalation } from '../../../src/escalation/escalation';
import * as machine from '../../../src/escalation/machine';
import type { Step } from '../../../src/escalation/machine';
import { MINUTE } from '../../../src/time/duration';
import { aLease, KEY } from '../../support/model/escalations.mts';
import { failed, FIRST, stateNames, states } from '../../support/model/machineStates.mts';

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

function table(): string {
	const rows = [
		['State', ...Object.keys(events)],
		Array.from({ length: Object.keys(events).length + 1 }, () => '---'),
		...stateNames.map((name) => [
			`**${name}**`,
			...Object.keys(events).map((event) => outcomeOf(event, states[name]())),
		]),
	];
	return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const document = () => `# The states of an escalation

What each event does to an escalation. A test generates this table from the code (\`src/escalation/machine.ts\`), for a policy of two reminders. Each cell shows the next state, what is on its way then and, in italics, what the timeline records. Empty cells cannot happen, because an ended conversation does not change.

- **found due**: the dispatcher of the node finds it due, for the first time or because an execution was lost.
- **gate**: the execution asks whether its item may leave the node.
- **gate, answered**: the same, while a reply to the conversation is stored but has not reached the node yet.
- **taken back**: it may have gone out before n8n was killed, so it is handed out again as the same one.
- **execution succeeded**, **failed**: how the execution ended, as reported by n8n.

${table()}
`;

test('the table in the docs is what the machine does', () => {
	if (process.env.UPDATE_DOCS) writeFileSync(FILE, document());
	expect(readFileSync(FILE, 'utf8')).toBe(document());
});
