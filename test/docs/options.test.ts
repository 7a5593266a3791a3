import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { DingTalkRobot } from '../../nodes/DingTalkRobot/DingTalkRobot.node';
import { DiscordRobot } from '../../nodes/DiscordRobot/DiscordRobot.node';
import { FeishuRobot } from '../../nodes/FeishuRobot/FeishuRobot.node';
import { ServiceEventTrigger } from '../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { SlackRobot } from '../../nodes/SlackRobot/SlackRobot.node';
import { UntilReplied } from '../../nodes/UntilReplied/UntilReplied.node';
import { WeComRobot } from '../../nodes/WeComRobot/WeComRobot.node';

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
	it.each([
		['nodes/service-event-trigger.md', new ServiceEventTrigger()],
		['nodes/repeat-until-replied.md', new UntilReplied()],
		['robots/dingtalk.md', new DingTalkRobot()],
		['robots/discord.md', new DiscordRobot()],
		['robots/feishu.md', new FeishuRobot()],
		['robots/slack.md', new SlackRobot()],
		['robots/wecom.md', new WeComRobot()],
	] as const)('%s speaks of each of its options, in each language', (page, { description }) => {
		const pages = [page, page.replace('.md', '.zh-CN.md')].filter((file) =>
			existsSync(join(docs, file)),
		);
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
