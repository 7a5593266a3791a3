import type { ICredentialType, INodeParameters, INodeType } from 'n8n-workflow';

import { DiscordRobotApi } from '../../../credentials/DiscordRobotApi.credentials';
import { FeishuRobotApi } from '../../../credentials/FeishuRobotApi.credentials';
import { SlackWebhookApi } from '../../../credentials/SlackWebhookApi.credentials';
import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { DiscordRobot } from '../../../nodes/DiscordRobot/DiscordRobot.node';
import { FeishuRobot } from '../../../nodes/FeishuRobot/FeishuRobot.node';
import { SlackRobot } from '../../../nodes/SlackRobot/SlackRobot.node';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { testedPlatforms } from '../../support/robots/testedPlatforms.mts';
import { messageOf, runRobotNode } from '../../support/nodes/robotNode.mts';

type Robot = [type: INodeType, credential: ICredentialType, data: Record<string, string>];

// Nothing is sent, and nobody would answer there.
const nowhere = 'http://127.0.0.1:9';
const weCom: Robot = [new WeComRobot(), new WeComRobotApi(), { key: 'k', baseUrl: nowhere }];
const slack: Robot = [
	new SlackRobot(),
	new SlackWebhookApi(),
	{ url: 'T0/B0/secret', baseUrl: nowhere },
];
const feishu: Robot = [
	new FeishuRobot(),
	new FeishuRobotApi(),
	{ webhook: 't', customBaseUrl: nowhere },
];
const discord: Robot = [
	new DiscordRobot(),
	new DiscordRobotApi(),
	{ webhook: '123456/t', baseUrl: nowhere },
];
const withStyles = testedPlatforms.filter(({ styles }) => styles.length > 1);

async function run([type, credential, data]: Robot, parameters: INodeParameters) {
	const credentials = { [credential.name]: { type: credential, data } };
	const items = [{ chosen: 'error', text: 'words' }];
	return await runRobotNode(type, { parameters, items, credentials });
}

const chosen = '={{ $json.chosen }}';
const defined = (part: INodeParameters) => ({ notification: 'define', title: 'T', ...part });
const card = (part: INodeParameters) =>
	messageOf('template_card', { cardTitle: 'T', cardUrl: 'https://example.com', ...part });

describe('an expression that gives what the panel does not offer', () => {
	it.each<[string, Robot, INodeParameters, string]>([
		['Severity', weCom, defined({ severity: chosen }), 'info, success, warning, critical'],
		['Body Format', weCom, defined({ body: 'b', bodyFormat: chosen }), 'markdown, plain'],
		['Language', weCom, { options: { language: chosen } }, 'auto, en, zh'],
		['When Too Long', weCom, { options: { whenTooLong: chosen } }, 'split, truncate, fail'],
		...withStyles.map(({ styles, robots: [robot] }): [string, Robot, INodeParameters, string] => [
			'Style',
			[robot.node, robot.credential, robot.fields(nowhere, () => 'secret')],
			{ options: { style: chosen } },
			styles.join(', '),
		]),
		['Upload As', weCom, { operation: 'uploadMedia', mediaType: chosen }, 'file, voice'],
		[
			'Kind',
			weCom,
			card({ cardFacts: { rows: [{ keyname: 'k', value: 'v', kind: chosen }] } }),
			'text, url, file, member',
		],
		[
			'Source Color',
			weCom,
			card({ cardMore: { sourceText: 's', sourceColor: chosen } }),
			'0, 1, 2, 3',
		],
		[
			'Rich Text Language',
			feishu,
			messageOf('post', { options: { postLanguage: chosen } }),
			'zh_cn, en_us',
		],
		['Everybody', discord, { mention: { everybody: chosen } }, 'everyone, here, none'],
		['Everybody', slack, { mention: { broadcast: chosen } }, 'everyone, here, channel, none'],
	])('for %s fails with what it may give', async (name, robot, parameters, choices) => {
		await expect(run(robot, parameters)).rejects.toMatchObject({
			message: `${name} cannot be "error"`,
			description: expect.stringContaining(choices),
			context: { itemIndex: 0 },
		});
	});
});
