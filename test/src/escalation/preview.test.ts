import { preview } from '../../../src/escalation/preview';
import { outputJson } from '../../../src/escalation/pushItem';
import { MINUTE } from '../../../src/time/duration';
import { aMessage, aPolicy, aReply, T0 } from '../../support/escalations.mts';

test('a message shows push 1, at the time that it is planned for', () => {
	const { claim, escalation } = preview(
		aMessage({ policy: aPolicy({ firstPushAfter: 7 * MINUTE }) }),
		T0,
	);
	expect(claim).toMatchObject({ output: 'push', pushNumber: 1, plannedFor: T0 + 7 * MINUTE });
	expect(escalation).toMatchObject({ state: 'pushing', pushCount: 1 });
});

test('a reply shows what Replied says', () => {
	const act = preview(aReply({ repliedAt: T0 }), T0);
	expect(act.claim.output).toBe('replied');
	expect(act.timeline.map(({ what }) => what)).toEqual(['opened', 'replied', 'announced']);
	expect(outputJson(act, [], T0)).toMatchObject({
		text: expect.stringContaining('Replied after 0 s by Li Lei'),
		escalation: { state: 'replied' },
	});
});
