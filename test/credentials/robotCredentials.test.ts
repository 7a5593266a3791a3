import type { ICredentialType, IHttpRequestOptions } from 'n8n-workflow';

import { DingTalkAppApi } from '../../credentials/DingTalkAppApi.credentials';
import { DingTalkRobotApi } from '../../credentials/DingTalkRobotApi.credentials';
import { DiscordRobotApi } from '../../credentials/DiscordRobotApi.credentials';
import { FeishuAppApi } from '../../credentials/FeishuAppApi.credentials';
import { FeishuRobotApi } from '../../credentials/FeishuRobotApi.credentials';
import { SlackBotApi } from '../../credentials/SlackBotApi.credentials';
import { WeComRobotApi } from '../../credentials/WeComRobotApi.credentials';
import { WeComSmartRobotApi } from '../../credentials/WeComSmartRobotApi.credentials';
import { DingTalkRobot } from '../../nodes/DingTalkRobot/DingTalkRobot.node';
import { DiscordRobot } from '../../nodes/DiscordRobot/DiscordRobot.node';
import { FeishuRobot } from '../../nodes/FeishuRobot/FeishuRobot.node';
import { SlackRobot } from '../../nodes/SlackRobot/SlackRobot.node';
import { WeComRobot } from '../../nodes/WeComRobot/WeComRobot.node';
import { FakeDiscord } from '../support/robots/discord/fakeDiscord.mts';
import { FakeDingTalkApp } from '../support/chatApps/dingTalk/fakeDingTalkApp.mts';
import { FakeFeishuApp } from '../support/chatApps/feishu/fakeFeishuApp.mts';
import { FakeWeComRobot } from '../support/chatApps/weCom/fakeWeComRobot.mts';
import { FakeDingTalkApi } from '../support/robots/dingTalk/fakeDingTalkApi.mts';
import { FakeFeishu } from '../support/robots/feishu/fakeFeishu.mts';
import { FakeFeishuApi } from '../support/robots/feishu/fakeFeishuApi.mts';
import { FakeSlack } from '../support/robots/slack/fakeSlack.mts';
import { FakeWeCom } from '../support/robots/weCom/fakeWeCom.mts';
import { testRobotCredential } from '../support/nodes/robotNode.mts';

const running: Array<{ stop(): Promise<void> }> = [];
afterEach(async () => {
	while (running.length > 0) await running.pop()!.stop();
});
function keep<Fake extends { stop(): Promise<void> }>(fake: Fake): Fake {
	running.push(fake);
	return fake;
}

async function authenticated(
	type: ICredentialType,
	data: Record<string, string>,
	request: Partial<IHttpRequestOptions> = {},
): Promise<IHttpRequestOptions> {
	if (typeof type.authenticate !== 'function') throw new Error('nothing authenticates');
	return await type.authenticate(data, { url: '/x', ...request });
}

/** What the button "Test" says: by the node that uses the credential, which n8n asks. */
async function tested(type: ICredentialType, data: Record<string, string>): Promise<string> {
	const nodes = [
		new WeComRobot(),
		new FeishuRobot(),
		new DingTalkRobot(),
		new SlackRobot(),
		new DiscordRobot(),
	];
	const node = nodes.find(({ description }) =>
		description.credentials!.some(({ name }) => name === type.name),
	)!;
	const { status, message } = await testRobotCredential(node, type.name, data);
	return status === 'OK' ? status : message;
}

describe('the test of a WeCom credential', () => {
	it.each([
		['service', 'OK'],
		['unknown', 'The key is wrong'],
		['disabled', 'The robot is disabled'],
	])('with the key %j says %s and posts nothing', async (key, words) => {
		const fake = keep(
			await FakeWeCom.start({
				robots: [
					{ key: 'service', group: 'Service' },
					{ key: 'disabled', group: 'Disabled', isDisabled: true },
				],
			}),
		);
		expect(await tested(new WeComRobotApi(), { key, baseUrl: fake.url })).toContain(words);
		expect(fake.messagesOf('service')).toEqual([]);
	});

	it('does not take the page of a proxy for a robot', async () => {
		const fake = keep(await FakeWeCom.start({ robots: [] }));
		fake.failures.push('htmlPage');
		expect(await tested(new WeComRobotApi(), { key: 'x', baseUrl: fake.url })).toContain(
			'did not come from WeCom',
		);
	});
});

describe('the test of a Feishu credential', () => {
	it.each([
		[{ webhook: 'service', secret: 's3cr3t' }, 'OK'],
		[{ webhook: 'keyed' }, 'OK'],
		[{ webhook: 'service' }, 'The signature does not match'],
		[{ webhook: 'unknown' }, 'The token is wrong'],
		[{ webhook: 'elsewhere' }, 'The IP address of n8n is not allowed'],
	] as Array<[Record<string, string>, string]>)(
		'%j says %s and posts nothing',
		async (data, words) => {
			const fake = keep(
				await FakeFeishu.start({
					robots: [
						{ token: 'service', group: 'Service', secret: 's3cr3t' },
						{ token: 'keyed', group: 'Keyed', keywords: ['客服'] },
						{ token: 'elsewhere', group: 'Elsewhere', refusesAddress: true },
					],
				}),
			);
			const result = await tested(new FeishuRobotApi(), { ...data, customBaseUrl: fake.url });
			expect(result).toContain(words);
			expect(fake.received.filter(({ code }) => code === 0)).toEqual([]);
		},
	);
});

describe('the test of a Feishu app credential', () => {
	it.each([
		[{}, 'OK'],
		[{ appSecret: 'wrong' }, 'The App Secret is wrong'],
		[{ appId: 'cli_other' }, 'Feishu does not know the App ID'],
		[{ appId: 'other' }, 'has no App ID'],
	] as Array<[Record<string, string>, string]>)(
		'%j says %s, and posts and connects nothing',
		async (part, words) => {
			const api = keep(await FakeFeishuApi.start());
			const app = keep(await FakeFeishuApp.start(0, api));
			const { appId, appSecret, url: customBaseUrl } = app;
			const data = { appId, appSecret, customBaseUrl, ...part };
			expect(await tested(new FeishuAppApi(), data)).toContain(words);
			expect(api.messages).toEqual([]);
			expect(app.attempts).toBe(0);
		},
	);
});

describe('the test of a DingTalk app credential', () => {
	it.each([
		[{}, 'OK'],
		[{ clientSecret: 'wrong' }, 'API: The Client ID or the Client Secret is wrong'],
		[{ clientId: 'ding0' }, 'Stream mode: The Client ID or the Client Secret is wrong'],
		[{ clientId: '' }, 'has no Client ID'],
	] as Array<[Record<string, string>, string]>)(
		'%j says %s, and posts and connects nothing',
		async (part, words) => {
			const api = keep(await FakeDingTalkApi.start());
			const app = keep(await FakeDingTalkApp.start(0, api));
			const { clientId, clientSecret, url: customBaseUrl } = app;
			const data = { clientId, clientSecret, customBaseUrl, ...part };
			expect(await tested(new DingTalkAppApi(), data)).toContain(words);
			expect(api.messages).toEqual([]);
			expect(app.attempts).toBe(0);
		},
	);

	it('does not take the page of a proxy for DingTalk', async () => {
		const app = keep(await FakeDingTalkApp.start());
		const { clientId, clientSecret, url: customBaseUrl } = app;
		const data = { clientId, clientSecret, customBaseUrl };
		expect(await tested(new DingTalkAppApi(), data)).toContain('did not come from DingTalk');
	});
});

describe('the test of a Slack bot credential', () => {
	it.each([
		['xoxb-good', 'OK'],
		['xoxb-bad', 'Slack does not accept the bot token'],
		['', 'Slack does not accept the bot token'],
	])('%j says %s', async (token, words) => {
		const fake = keep(await FakeSlack.start({ bots: [{ token: 'xoxb-good', scopes: [] }] }));
		expect(await tested(new SlackBotApi(), { token, baseUrl: `${fake.apiUrl}/` })).toContain(words);
	});
});

describe('the test of a Discord credential', () => {
	const id = '223704706495545344';

	it.each([
		[id, undefined, 'OK'],
		[id, 'wrong-token', 'The webhook URL is wrong'],
		['223704706495545345', 'token', 'The webhook does not exist any more'],
	])('of the webhook %s with the token %s says %s and posts nothing', async (of, token, words) => {
		const fake = keep(await FakeDiscord.start({ webhooks: [{ id, token: 'hook-token' }] }));
		const webhook = fake.webhookUrl(of, token);
		expect(await tested(new DiscordRobotApi(), { webhook })).toContain(words);
		expect(fake.received).toEqual([]);
	});

	it('does not take the page of a proxy for a webhook', async () => {
		const fake = keep(await FakeDiscord.start({ webhooks: [{ id, token: 'hook-token' }] }));
		fake.failures.push('htmlPage');
		expect(await tested(new DiscordRobotApi(), { webhook: fake.webhookUrl(id) })).toContain(
			'did not come from Discord',
		);
	});
});

describe('authentication', () => {
	it('puts the WeCom key into the query and keeps what else is there', async () => {
		const request = await authenticated(
			new WeComRobotApi(),
			{ key: 'https://wecom.example.com/cgi-bin/webhook/send?key=abc', baseUrl: '' },
			{ qs: { type: 'file' } },
		);
		expect(request).toMatchObject({
			baseURL: 'https://wecom.example.com',
			qs: { type: 'file', key: 'abc' },
		});
	});

	it('gives n8n the DingTalk signature as it is, to be encoded once', async () => {
		const { qs } = await authenticated(new DingTalkRobotApi(), { webhook: 'abc', secret: 'SEC1' });
		expect(qs).toEqual({
			access_token: 'abc',
			timestamp: expect.stringMatching(/^\d{13}$/),
			sign: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
		});
	});

	it('sends no signature where there is no secret', async () => {
		const dingTalk = await authenticated(new DingTalkRobotApi(), { webhook: 'abc', secret: ' ' });
		expect(dingTalk.qs).toEqual({ access_token: 'abc' });
		const feishu = await authenticated(
			new FeishuRobotApi(),
			{ webhook: 'abc' },
			{ body: { msg_type: 'text' } },
		);
		expect(feishu.body).toEqual({ msg_type: 'text' });
	});

	it('takes the host of the region, or one of a private deployment', async () => {
		const baseOf = async (data: Record<string, string>) =>
			(await authenticated(new FeishuRobotApi(), { webhook: 'abc', ...data })).baseURL;
		expect(await baseOf({})).toBe('https://open.feishu.cn');
		expect(await baseOf({ baseUrl: 'https://open.larksuite.com' })).toBe(
			'https://open.larksuite.com',
		);
		expect(await baseOf({ customBaseUrl: 'https://open.feishu.example.com/' })).toBe(
			'https://open.feishu.example.com',
		);
	});
});

describe('the test of a WeCom smart robot credential', () => {
	it.each([
		[{}, 'OK'],
		[{ secret: 'wrong' }, 'WeCom does not accept the Secret'],
		[{ botId: 'aib0' }, 'WeCom does not accept the Bot ID'],
		[{ botId: '' }, 'has no Bot ID'],
	] as Array<[Record<string, string>, string]>)(
		'%j says %s, and sends and connects nothing',
		async (part, words) => {
			const robot = keep(await FakeWeComRobot.start());
			const { botId, secret, socketUrl } = robot;
			const said = await tested(new WeComSmartRobotApi(), { botId, secret, socketUrl, ...part });
			expect(said).toContain(words);
			expect(said).not.toContain(secret);
			expect(robot.attempts).toBe(0);
		},
	);

	it('does not call wrong what WeCom says nothing about', async () => {
		const robot = keep(await FakeWeComRobot.start());
		const { botId, secret, socketUrl } = robot;
		robot.refuse(846609);
		const said = await tested(new WeComSmartRobotApi(), { botId, secret, socketUrl });
		expect(said).toContain('did not say whether');
		expect(said).toContain('846609');
	});
});
