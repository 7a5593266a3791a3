import { preview } from '../../../src/escalation/preview';
import { outputJson } from '../../../src/escalation/items/reminderItem';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { aMessage, aPolicy, aReply, officeHours, T0 } from '../../support/model/escalations.mts';

test('a message shows reminder 1, at the time that it is planned for', () => {
	const { claim, escalation } = preview(
		aMessage({ policy: aPolicy({ firstReminderAfter: 7 * MINUTE }) }),
		T0,
	);
	expect(claim).toMatchObject({
		output: 'reminder',
		reminderNumber: 1,
		plannedFor: T0 + 7 * MINUTE,
	});
	expect(escalation).toMatchObject({ state: 'reminding', reminderCount: 1 });
});

describe('reminder 1 is shown where something else is due first', () => {
	// T0 is a Monday.
	const SATURDAY = T0 + 5 * 24 * HOUR;
	const MONDAY = T0 + 7 * 24 * HOUR;
	const activeHours = officeHours();

	test.each([
		[
			'silence',
			{ firstReminderAfter: 45 * MINUTE, endWhenSilentFor: 30 * MINUTE },
			T0,
			T0 + 45 * MINUTE,
		],
		['a time limit', { firstReminderAfter: HOUR, giveUpAfter: 30 * MINUTE }, T0, T0 + HOUR],
		['a time limit at the weekend', { activeHours, giveUpAfter: 24 * HOUR }, SATURDAY, MONDAY],
		['silence at the weekend', { activeHours, endWhenSilentFor: 30 * MINUTE }, SATURDAY, MONDAY],
	] as const)('%s', (_what, changes, now, at) => {
		const { claim, escalation } = preview(aMessage({ policy: aPolicy(changes) }), now);
		expect(claim).toMatchObject({ output: 'reminder', reminderNumber: 1, plannedFor: at });
		expect(escalation).toMatchObject({ state: 'reminding', reminderCount: 1 });
	});

	test.each(['wait', 'skip', 'pause'] as const)(
		'the opening, when what the customer wrote on Friday is late already (%s)',
		(outside) => {
			const policy = aPolicy({ activeHours: officeHours({ outside }), countFrom: 'message' });
			const { claim } = preview(aMessage({ policy, writtenAt: SATURDAY - 20 * HOUR }), SATURDAY);
			expect(claim).toMatchObject({ output: 'reminder', reminderNumber: 1 });
			expect(claim.plannedFor).toBeGreaterThanOrEqual(MONDAY);
			expect(claim.plannedFor).toBeLessThan(MONDAY + 10 * MINUTE);
		},
	);
});

test('a reply shows what Replied says', () => {
	const gatedOutput = preview(aReply({ repliedAt: T0 }), T0);
	expect(gatedOutput.claim.output).toBe('replied');
	expect(gatedOutput.timeline.map(({ what }) => what)).toEqual(['opened', 'replied', 'announced']);
	expect(outputJson(gatedOutput, [], T0)).toMatchObject({
		text: expect.stringMatching(/got a reply after 0 s\n[^]*Replied by: Li Lei\n/),
		escalation: { state: 'replied' },
	});
});
