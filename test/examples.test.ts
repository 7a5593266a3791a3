import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { DETECT } from '../nodes/ServiceEventTrigger/parameters';
import { ServiceEventTrigger } from '../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { eventSources } from '../src/events/sources';

const root = join(__dirname, '..');
const { description } = new ServiceEventTrigger();

interface Example {
	nodes: Array<{ type: string; parameters: Record<string, unknown>; credentials?: unknown }>;
	connections: Record<string, unknown>;
}

const examples = readdirSync(join(root, 'examples'))
	.filter((file) => file.startsWith('source-'))
	.map((file) => {
		const example = JSON.parse(readFileSync(join(root, 'examples', file), 'utf8')) as Example;
		const trigger = example.nodes.find(({ type }) => type.endsWith('.serviceEventTrigger'))!;
		return { file, example, trigger };
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

	it.each(examples)('$file names no parameter that is not there', ({ trigger }) => {
		const known = description.properties.map(({ name }) => name);
		expect(known).toEqual(expect.arrayContaining(Object.keys(trigger.parameters)));
	});

	it.each(examples)('$file holds no credential', ({ example }) => {
		expect(example.nodes.every(({ credentials }) => credentials === undefined)).toBe(true);
	});
});

describe('the panel', () => {
	it('refers to pages that are there', () => {
		const pages = JSON.stringify(description.properties).matchAll(/docs\/sources\/([\w-]+\.md)/g);
		const names = [...pages].map(([, page]) => page);
		expect(names).toHaveLength(Object.keys(eventSources).length);
		expect(readdirSync(join(root, 'docs', 'sources')).sort()).toEqual(names.sort());
	});
});
