import type { ITriggerFunctions, NodeTypeAndVersion } from 'n8n-workflow';

import { refuseDisabledRepeat } from '../../../nodes/ServiceEventTrigger/refuseDisabledRepeat';

type Child = Partial<NodeTypeAndVersion>;

const repeat: Child = { name: 'Repeat', type: 'n8n-nodes-until-replied.untilReplied' };
const robot: Child = { name: 'Robot', type: 'n8n-nodes-until-replied.weComRobot' };

/** The trigger of a workflow, with what stands behind each node. */
const trigger = (behind: Record<string, Child[]>) =>
	({
		getNode: () => ({ name: 'Trigger' }),
		getChildNodes: (name: string) => behind[name] ?? [],
	}) as unknown as ITriggerFunctions;

const off = { ...repeat, disabled: true };

test('one that is disabled before a robot is refused', () => {
	const publish = () => refuseDisabledRepeat(trigger({ Trigger: [off, robot], Repeat: [robot] }));
	expect(publish).toThrow(
		'"Repeat" is disabled, so n8n would pass every event straight to the nodes behind it. Enable it, or remove it from the workflow.',
	);
});

test.each([
	['it is enabled', { Trigger: [repeat, robot], Repeat: [robot] }],
	['nothing is behind it', { Trigger: [off] }],
	[
		'what is behind it is disabled too',
		{ Trigger: [off, robot], Repeat: [{ ...robot, disabled: true }] },
	],
	[
		'it has another operation',
		{ Trigger: [{ ...off, parameters: { operation: 'markReplied' } }, robot], Repeat: [robot] },
	],
	['another node is disabled', { Trigger: [repeat, { ...robot, disabled: true }] }],
])('nothing is refused where %s', (_why, behind) => {
	expect(() => refuseDisabledRepeat(trigger(behind))).not.toThrow();
});
