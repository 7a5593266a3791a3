import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodeType } from 'n8n-workflow';

import { ChatAnswerTrigger } from '../../nodes/ChatAnswerTrigger/ChatAnswerTrigger.node';
import { ServiceEventTrigger } from '../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { UntilReplied } from '../../nodes/UntilReplied/UntilReplied.node';
import { testedPlatforms } from '../support/robots/testedPlatforms.mts';

const docs = join(__dirname, '../../docs');

/** Without what stands in brackets, which is the unit. */
const nameOf = ({ displayName }: INodeProperties) => displayName.replace(/ \(.*\)$/, '');

/** An option, and what a group of options has in it. */
function withFields(option: INodeProperties): INodeProperties[] {
	if (option.type !== 'fixedCollection') return [option];
	const groups = option.options as INodePropertyCollection[];
	return [
		option,
		...groups.flatMap(({ values }) => values.filter(({ name }) => !/Unit$/.test(name))),
	];
}

describe('the page of a node', () => {
	it.each<[string, INodeType]>([
		['nodes/service-event-trigger.md', new ServiceEventTrigger()],
		['nodes/repeat-until-replied.md', new UntilReplied()],
		['nodes/chat-answer-trigger.md', new ChatAnswerTrigger()],
		...testedPlatforms.map(
			({ page, robots: [{ node }] }) => [`robots/${page}`, node] as [string, INodeType],
		),
	])('%s speaks of each of its options, in each language', (page, { description }) => {
		const chinese = page.replace('.md', '.zh-CN.md');
		const pages = [page, ...(existsSync(join(docs, chinese)) ? [chinese] : [])];
		const options = description.properties
			.filter(({ name }) => name === 'options')
			.flatMap((property) => (property.options as INodeProperties[]).flatMap(withFields));
		expect(options.length).toBeGreaterThan(2);
		for (const file of pages) {
			const text = readFileSync(join(docs, file), 'utf8').toLowerCase();
			const missing = options.map(nameOf).filter((name) => !text.includes(name.toLowerCase()));
			expect({ file, missing }).toEqual({ file, missing: [] });
		}
	});
});
