import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { UntilReplied } from '../nodes/UntilReplied/UntilReplied.node';
import { DAY, MINUTE } from '../src/time/duration';
import { manualTrigger, outputsOf, TestWorkflow } from './support/nodes/workflow.mts';
import { fakeTime } from './support/time/fakeTime.mts';

const example: { nodes: Array<{ name: string; parameters: INodeParameters }> } = JSON.parse(
	readFileSync(join(__dirname, '../examples/ai-agent-on-duty.json'), 'utf8'),
);
const NOW = Date.UTC(2026, 10, 30, 2);
const { pass } = fakeTime(NOW);

/** What the tool "Mute a project" does when the model fills it in like this. */
async function muted(filledIn: Record<string, unknown>) {
	const node = example.nodes.find(({ name }) => name === 'Mute a project')!;
	const { descriptionType: _, toolDescription: __, ...parameters } = node.parameters;
	const json = JSON.stringify(parameters).replace(
		/\$fromAI\(\\"(\w+)\\", \\"[^"]*\\", \\"\w+\\"\)/g,
		(_call, name) => `$json.${name}`,
	);
	expect(json).not.toContain('$fromAI');
	const workflow = new TestWorkflow(
		[
			{ name: 'Start', type: manualTrigger() },
			{ name: 'Mute', type: new UntilReplied(), parameters: JSON.parse(json) },
		],
		[['Start', 0, 'Mute']],
	);
	const run = workflow.run('Start', [filledIn as never], 'trigger');
	await pass(10);
	const { data } = (await run) as Awaited<typeof run>;
	const error = data.resultData.error;
	return { error, item: error ? undefined : outputsOf(await run, 'Mute')[0][0] };
}

describe('the agent that knows who is on duty', () => {
	it('mutes one project for as long as somebody said', async () => {
		const { item } = await muted({
			minutes: 90,
			project: 'shop-north',
			reason: 'move',
			actor: 'Li',
		});
		expect(item).toMatchObject({
			isMuted: true,
			filter: { projects: ['shop-north'], agents: [], kinds: [], conversationKeys: [] },
			by: 'Li',
			reason: 'move',
		});
		expect(Date.parse(String(item!.mutedUntil)) - NOW).toBeLessThanOrEqual(91 * MINUTE);
	});

	it('mutes for a day at most, whatever the model says', async () => {
		const { item } = await muted({ minutes: 99_999, project: 'shop', reason: '', actor: '' });
		expect(Date.parse(String(item!.mutedUntil)) - NOW).toBeLessThanOrEqual(DAY + MINUTE);
	});

	it.each(['*', '**', ' * , * ', ''])('does not mute everything for %j', async (project) => {
		const { error } = await muted({ minutes: 5, project, reason: '', actor: '' });
		expect(error?.message).toMatch(/all conversations/);
	});

	it('takes no star for any text', async () => {
		const { item } = await muted({ minutes: 5, project: 'shop-*', reason: '', actor: '' });
		expect(item).toMatchObject({ filter: { projects: ['shop-'] } });
	});
});
