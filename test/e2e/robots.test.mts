import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { until } from '../support/n8n/n8nApi.mts';
import { FakeDingTalk } from '../support/robots/dingTalk/fakeDingTalk.mts';
import { FakeDiscord } from '../support/robots/discord/fakeDiscord.mts';
import { FakeFeishu } from '../support/robots/feishu/fakeFeishu.mts';
import { FakeSlack } from '../support/robots/slack/fakeSlack.mts';
import { post, Stage } from '../support/n8n/stage.mts';

const PACKAGE = 'n8n-nodes-until-replied';
const HOOK = 'T00000000/B00000000/XXXXXXXX';
const CHANNEL = 'C0123456789';
const DISCORD_HOOK = '223704706495545344';
const signingSecret = 'SEC-of-both';

describe('The robots', () => {
	let stage: Stage;
	let feishu: FakeFeishu;
	let dingTalk: FakeDingTalk;
	let slack: FakeSlack;
	let discord: FakeDiscord;
	let weComKey: string;
	/** A good credential of each type. */
	let credentials: Record<string, Record<string, string>>;

	before(async () => {
		stage = await Stage.start();
		feishu = await FakeFeishu.start({
			robots: [{ token: 'feishu-token', group: 'Service', secret: signingSecret }],
		});
		dingTalk = await FakeDingTalk.start({
			robots: [{ token: 'dingtalk-token', group: 'Service', secret: signingSecret }],
		});
		slack = await FakeSlack.start({
			webhooks: [HOOK],
			bots: [{ token: 'xoxb-good', scopes: ['chat:write'] }],
			channels: [{ id: CHANNEL }],
		});
		discord = await FakeDiscord.start({
			webhooks: [{ id: DISCORD_HOOK, token: 'discord-token' }],
		});
		weComKey = (await stage.addGroup('Service group')).robot.key;
		credentials = {
			weComRobotApi: { key: weComKey, baseUrl: stage.weCom.url },
			feishuRobotApi: { webhook: feishu.webhookUrl('feishu-token'), secret: signingSecret },
			dingTalkRobotApi: { webhook: dingTalk.webhookUrl('dingtalk-token'), secret: signingSecret },
			slackWebhookApi: { url: slack.webhookUrl(HOOK), baseUrl: slack.url },
			slackBotApi: { token: 'xoxb-good', baseUrl: slack.apiUrl },
			discordRobotApi: { webhook: discord.webhookUrl(DISCORD_HOOK) },
		};
	});
	after(async () => {
		for (const fake of [feishu, dingTalk, slack, discord, stage]) await fake?.stop();
	});

	const test = async (type: string, data: object) => {
		const id = await stage.api.createCredential(type, type, data);
		return await stage.api.testCredential({ id, name: type, type, data });
	};

	it('have credential tests that accept what works', async () => {
		for (const [type, data] of Object.entries(credentials)) {
			assert.equal((await test(type, data)).status, 'OK', type);
		}
	});

	it('have credential tests that say what is wrong, and post nothing', async () => {
		const wrong: Array<[type: string, data: object, words: RegExp]> = [
			['weComRobotApi', { key: 'unknown' }, /key is wrong/],
			['feishuRobotApi', { webhook: feishu.webhookUrl('unknown') }, /token is wrong/],
			['feishuRobotApi', { secret: 'another' }, /signature does not match/],
			['dingTalkRobotApi', { webhook: dingTalk.webhookUrl('unknown') }, /token is wrong/],
			['dingTalkRobotApi', { secret: 'another' }, /signature does not match/],
			['slackWebhookApi', { url: slack.webhookUrl('T0/B0/gone') }, /does not exist any more/],
			['slackBotApi', { token: 'xoxb-bad' }, /does not accept the bot token/],
			['discordRobotApi', { webhook: discord.webhookUrl(DISCORD_HOOK, 'another') }, /URL is wrong/],
			['discordRobotApi', { webhook: discord.webhookUrl('12345', 'gone') }, /does not exist/],
			// Something else than the platform answers.
			['weComRobotApi', { key: weComKey, baseUrl: slack.url }, /did not come from WeCom/],
		];
		for (const [type, data, words] of wrong) {
			const { status, message } = await test(type, { ...credentials[type], ...data });
			assert.equal(status, 'Error', `${type} ${JSON.stringify(data)}`);
			assert.match(message, words);
		}
		assert.deepEqual(stage.weCom.messagesOf(weComKey), []);
		assert.deepEqual(feishu.messagesOf('feishu-token'), []);
		assert.deepEqual(dingTalk.messagesOf('dingtalk-token'), []);
		assert.deepEqual(slack.messagesOf(HOOK), []);
		assert.deepEqual(discord.received, []);
	});

	it('send whatever item is wired into them', async () => {
		const path = randomUUID();
		const robots: Array<[name: string, type: string, credential: string, parameters: object]> = [
			['WeCom', 'weComRobot', 'weComRobotApi', {}],
			['Feishu', 'feishuRobot', 'feishuRobotApi', {}],
			['DingTalk', 'dingTalkRobot', 'dingTalkRobotApi', {}],
			['Slack', 'slackRobot', 'slackWebhookApi', {}],
			['Discord', 'discordRobot', 'discordRobotApi', {}],
			['Slack Bot', 'slackRobot', 'slackBotApi', { authentication: 'bot', channel: CHANNEL }],
		];
		const nodes = await Promise.all(
			robots.map(async ([name, type, credential, parameters], row) => ({
				id: randomUUID(),
				name,
				type: `${PACKAGE}.${type}`,
				typeVersion: 1,
				position: [520, row * 180],
				parameters,
				credentials: {
					[credential]: {
						id: await stage.api.createCredential(name, credential, credentials[credential]),
						name,
					},
				},
			})),
		);
		const created = await stage.api.createWorkflow({
			name: 'Every robot',
			nodes: [
				{
					id: randomUUID(),
					name: 'Webhook',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					position: [0, 0],
					webhookId: path,
					parameters: { path, httpMethod: 'POST' },
				},
				{
					id: randomUUID(),
					name: 'Body',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					position: [260, 0],
					parameters: { mode: 'raw', jsonOutput: '={{ JSON.stringify($json.body) }}' },
				},
				...nodes,
			],
			connections: {
				Webhook: { main: [[{ node: 'Body', type: 'main', index: 0 }]] },
				Body: { main: [nodes.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
			},
		});
		await stage.api.publish(created);
		const event = {
			kind: 'issue.opened',
			title: 'Build fails 构建失败',
			text: 'See <@all> [here](https://evil.example)',
			url: 'https://gitee.com/o/r/issues/1',
		};
		await until('the webhook answers', async () => {
			const answer = await post(`${stage.n8n.url}/webhook/${path}`, JSON.stringify(event));
			return answer.status === 200 || undefined;
		});
		const heard = () => [
			stage.weCom.messagesOf(weComKey),
			feishu.messagesOf('feishu-token'),
			dingTalk.messagesOf('dingtalk-token'),
			slack.messagesOf(HOOK),
			slack.messagesOf(CHANNEL),
			discord.messagesOf(DISCORD_HOOK),
		];
		await until('all robots have spoken', () => heard().every(({ length }) => length > 0));
		for (const [message] of heard()) {
			assert.match(message.content, /Issue opened: Build fails 构建失败/);
		}
	});

	it('send a file that another node made', async () => {
		const path = randomUUID();
		const content = 'Hello 构建失败\n'.repeat(100);
		const id = await stage.api.createCredential('File', 'weComRobotApi', credentials.weComRobotApi);
		const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
		const created = await stage.api.createWorkflow({
			name: 'A file',
			nodes: [
				{
					id: randomUUID(),
					name: 'Webhook',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					position: [0, 0],
					webhookId: path,
					parameters: { path, httpMethod: 'POST' },
				},
				{
					id: randomUUID(),
					name: 'File',
					type: 'n8n-nodes-base.convertToFile',
					typeVersion: 1.1,
					position: [260, 0],
					parameters: {
						operation: 'toText',
						sourceProperty: 'body.text',
						options: { fileName: 'report.txt' },
					},
				},
				{
					id: randomUUID(),
					name: 'WeCom',
					type: `${PACKAGE}.weComRobot`,
					typeVersion: 1,
					position: [520, 0],
					parameters: { operation: 'sendMessage', messageType: 'file' },
					credentials: { weComRobotApi: { id, name: 'File' } },
				},
			],
			connections: { Webhook: to('File'), File: to('WeCom') },
		});
		await stage.api.publish(created);
		await until('the webhook answers', async () => {
			const text = JSON.stringify({ text: content });
			const answer = await post(`${stage.n8n.url}/webhook/${path}`, text);
			return answer.status === 200 || undefined;
		});
		const files = () =>
			stage.weCom.messagesOf(weComKey).filter(({ body }) => body.msgtype === 'file');
		await until('the group has the file', () => files().length > 0);
		const [{ body }] = files();
		const upload = stage.weCom.uploads.find(({ mediaId }) => mediaId === body.file.media_id);
		assert.equal(upload?.fileName, 'report.txt');
		assert.equal(upload?.bytes.toString(), content);
	});
});
