import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { DingTalkRobot } from '../nodes/DingTalkRobot/DingTalkRobot.node';
import { DiscordRobot } from '../nodes/DiscordRobot/DiscordRobot.node';
import { FeishuRobot } from '../nodes/FeishuRobot/FeishuRobot.node';
import { DETECT } from '../nodes/ServiceEventTrigger/parameters';
import { ServiceEventTrigger } from '../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { SlackRobot } from '../nodes/SlackRobot/SlackRobot.node';
import { UntilReplied } from '../nodes/UntilReplied/UntilReplied.node';
import { WeComRobot } from '../nodes/WeComRobot/WeComRobot.node';
import { WhoIsOnDuty } from '../nodes/WhoIsOnDuty/WhoIsOnDuty.node';
import { demoWorkflow, setHours } from '../scripts/demo/workflow.mts';
import { mainWorkflow } from './support/n8n/demoWorkflow.mts';
import { eventSources } from '../src/events/sources';
import {
	cross,
	nodesOf,
	notesOf,
	overlaps,
	wiresOf,
	type Box,
	type CanvasNode,
	type CanvasWorkflow,
} from './support/n8n/canvas.mts';
import { operationWorkflow, trackingWorkflow } from './support/n8n/operationWorkflows.mts';
import { unknownParameters } from './support/nodes/unknownParameters.mts';

const root = join(__dirname, '..');
const { description } = new ServiceEventTrigger();

interface Example extends CanvasWorkflow {
	name: string;
	nodes: Array<CanvasNode & { credentials?: unknown }>;
}

const all = readdirSync(join(root, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => ({
		file,
		example: JSON.parse(readFileSync(join(root, 'examples', file), 'utf8')) as Example,
	}));
const examples = all
	.filter(({ file }) => file.startsWith('source-'))
	.map(({ file, example }) => {
		const trigger = example.nodes.find(({ type }) => type.endsWith('.serviceEventTrigger'))!;
		return { file, example, trigger };
	});
const situations = all.filter(({ file }) => !file.startsWith('source-'));

const PACKAGE = 'n8n-nodes-until-replied';
const ourNodes = Object.fromEntries(
	[
		DingTalkRobot,
		DiscordRobot,
		FeishuRobot,
		ServiceEventTrigger,
		SlackRobot,
		UntilReplied,
		WeComRobot,
		WhoIsOnDuty,
	].map((Node) => [new Node().description.name, new Node().description]),
);
/** What n8n adds to a node that is a tool. */
const TOOL_PARAMETERS = ['descriptionType', 'toolDescription'];

function ourNodeOf(type: string) {
	const name = type.replace(`${PACKAGE}.`, '').replace(/Tool$/, '');
	return type.startsWith(`${PACKAGE}.`) ? ourNodes[name] : undefined;
}

/** Parameters of our nodes that n8n would ignore, at any depth. */
function unknownIn({ nodes }: Pick<Example, 'nodes'>): string[] {
	return nodes.flatMap(({ type, parameters }) => {
		const description = ourNodeOf(type);
		if (!description) return [];
		const unknown = unknownParameters(description.properties, parameters);
		return unknown.filter((path) => !TOOL_PARAMETERS.includes(path));
	});
}

describe('the examples of situations', () => {
	it('are at least ten, each told of in both languages', () => {
		expect(situations.length).toBeGreaterThanOrEqual(10);
		for (const page of ['README.md', 'README.zh-CN.md']) {
			const text = readFileSync(join(root, 'examples', page), 'utf8');
			for (const { file } of situations) expect(text).toContain(`](${file})`);
		}
	});

	it.each(situations)('$file is run by a test on the real n8n', ({ file }) => {
		const folder = join(root, 'test/e2e');
		const tests = readdirSync(folder).filter((name) => name.endsWith('.test.mts'));
		const start = `it('${file.replace('.json', '')}: `;
		expect(tests.some((name) => readFileSync(join(folder, name), 'utf8').includes(start))).toBe(
			true,
		);
	});

	it.each(situations)(
		'$file says on the canvas what it does and how to set it up',
		({ example }) => {
			const notes = example.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
			expect(notes.map(({ name }) => name)).toEqual(['What it does', 'Set it up']);
		},
	);

	it.each(situations)('$file connects nodes that are there', ({ example }) => {
		const names = example.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const ends = Object.values(example.connections).flatMap((kinds) =>
			Object.values(kinds).flatMap((outputs) => outputs.flat().map(({ node }) => node)),
		);
		expect(names).toEqual(expect.arrayContaining([...ends, ...Object.keys(example.connections)]));
	});
});

describe('the examples', () => {
	it('are there for each source, with a page that refers to them', () => {
		const shown = examples.map(({ trigger }) => trigger.parameters.source);
		expect(shown.sort()).toEqual([DETECT, ...Object.keys(eventSources)].sort());
		for (const { file, trigger } of examples) {
			if (trigger.parameters.source === DETECT) continue;
			const page = file.replace('source-', '').replace('.json', '.md');
			const text = readFileSync(join(root, 'docs', 'sources', page), 'utf8');
			expect(text).toContain(`examples/${file}`);
			expect(readFileSync(join(root, 'docs/nodes/service-event-trigger.md'), 'utf8')).toContain(
				`sources/${page}`,
			);
		}
	});

	it.each(all)('$file is drawn with nothing over anything else', ({ example }) => {
		const [notes, nodes, wires] = [notesOf(example), nodesOf(example), wiresOf(example)];
		const pairs = <One extends Box, Other extends Box>(
			some: One[],
			others: Other[],
			isWrong: (one: One, other: Other) => boolean,
		) =>
			some.flatMap((one) =>
				others
					.filter((other) => one.name !== other.name && isWrong(one, other))
					.map(({ name }) => `${one.name} and ${name}`),
			);
		expect(pairs(nodes, nodes, overlaps)).toEqual([]);
		expect(pairs(notes, [...notes, ...nodes, ...wires], overlaps)).toEqual([]);
		expect(pairs(wires, wires, cross)).toEqual([]);
	});

	it.each(all)('$file names no parameter that is not there', ({ example }) => {
		expect(unknownIn(example)).toEqual([]);
	});

	it.each(all)('$file holds no credential', ({ example }) => {
		expect(example.nodes.every(({ credentials }) => credentials === undefined)).toBe(true);
	});
});

it('the workflows of the demo and of the tests name no parameter that is not there', () => {
	const credentials = { group: '1', store: '2' };
	const demo = demoWorkflow({
		groups: { service: [], manager: { name: 'Managers', node: 'weComRobot' } } as never,
		credentials: {},
		interval: 5,
	});
	setHours(demo, { from: '09:00', to: '18:00' });
	const made = [
		demo,
		mainWorkflow({ credentials }),
		trackingWorkflow('path', 'http://127.0.0.1', {}),
		operationWorkflow('path', { operation: 'get' }),
	];
	expect(made.flatMap((workflow) => unknownIn(workflow as unknown as Example))).toEqual([]);
	expect(
		unknownIn({
			nodes: [{ type: `${PACKAGE}.untilReplied`, parameters: { options: { isReply: 1 } } }],
		} as never),
	).toEqual(['options.isReply']);
});

describe('the panel', () => {
	it('refers to pages that are there', () => {
		const pages = JSON.stringify(description.properties).matchAll(/docs\/sources\/([\w-]+\.md)/g);
		const names = [...pages].map(([, page]) => page);
		expect(names).toHaveLength(Object.keys(eventSources).length);
		const files = readdirSync(join(root, 'docs', 'sources'));
		expect(files.filter((name) => !name.endsWith('.zh-CN.md')).sort()).toEqual(names.sort());
	});
});
