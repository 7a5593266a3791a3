import type { CredentialFields } from '../../../src/robots/credential';
import { dingTalkAddressOf } from '../../../src/robots/dingTalk/address';
import { dingTalkQuery } from '../../../src/robots/dingTalk/signature';
import { discordAddressOf } from '../../../src/robots/discord/address';
import { feishuAddressOf } from '../../../src/robots/feishu/address';
import { slackApiOf, slackWebhookOf } from '../../../src/robots/slack/address';
import { weComAddressOf } from '../../../src/robots/weCom/webhookAddress';

const slackPath = ['T00000000', 'B00000000', 'XXXXXXXXXXXXXXXXXXXXXXXX'].join('/');
const slackUrl = (fields: CredentialFields) => ({ baseUrl: slackApiOf(fields) });

describe.each([
	['WeCom', weComAddressOf, { key: ' key-1 ' }, 'https://qyapi.weixin.qq.com'],
	['DingTalk', dingTalkAddressOf, { webhook: ' token-1 ' }, 'https://oapi.dingtalk.com'],
	['Feishu', feishuAddressOf, { webhook: ' token-1 ' }, 'https://open.feishu.cn'],
	['a Slack webhook', slackWebhookOf, { url: ` ${slackPath} ` }, 'https://hooks.slack.com'],
	['a Slack bot', slackUrl, {}, 'https://slack.com/api'],
	['Discord', discordAddressOf, { webhook: ' 123456/token-1 ' }, 'https://discord.com'],
] as const)('what a user enters for %s', (_name, addressOf, fields, own) => {
	it.each([
		['nothing', {}, own],
		['blanks', { baseUrl: '  ' }, own],
		['a base URL', { baseUrl: ' https://proxy.example.com// ' }, 'https://proxy.example.com'],
	])('leads, with %s beside it, to the right host', (_what, part, host) => {
		expect(addressOf({ ...fields, ...part }).baseUrl).toBe(host);
	});
});

test.each([
	[
		'WeCom',
		weComAddressOf,
		{ key: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=key-1' },
		{ baseUrl: 'https://qyapi.weixin.qq.com/' },
		'baseUrl',
	],
	[
		'DingTalk',
		dingTalkAddressOf,
		{ webhook: 'https://oapi.dingtalk.com/robot/send?access_token=token-1' },
		{ baseUrl: 'https://oapi.dingtalk.io' },
		'customBaseUrl',
	],
	[
		'Feishu',
		feishuAddressOf,
		{ webhook: 'https://open.feishu.cn/open-apis/bot/v2/hook/token-1' },
		{ baseUrl: 'https://open.larksuite.com' },
		'customBaseUrl',
	],
	[
		'a Slack webhook',
		slackWebhookOf,
		{ url: `https://hooks.slack.com/services/${slackPath}` },
		{ baseUrl: 'https://hooks.slack.com' },
		'baseUrl',
	],
	[
		'Discord',
		discordAddressOf,
		{ webhook: 'https://discord.com/api/webhooks/123456/token-1' },
		{ baseUrl: 'https://discord.com' },
		'baseUrl',
	],
] as const)(
	'a proxy that is entered wins over the pasted URL of %s, what nobody entered does not',
	(_name, addressOf, pasted, untouched, field) => {
		const own = new URL(Object.values(pasted)[0]).origin;
		expect(addressOf({ ...pasted, ...untouched }).baseUrl).toBe(own);
		const proxied = addressOf({ ...pasted, ...untouched, [field]: 'https://proxy.example.com/x/' });
		expect(proxied.baseUrl).toBe('https://proxy.example.com/x');
	},
);

test('a pasted URL of a private deployment needs no base URL beside it', () => {
	const key = 'https://wecom.example.com/cgi-bin/webhook/send?key=key-1';
	const baseUrl = 'https://qyapi.weixin.qq.com';
	expect(weComAddressOf({ key, baseUrl }).baseUrl).toBe('https://wecom.example.com');
});

test.each([
	['DingTalk', dingTalkAddressOf],
	['Feishu', feishuAddressOf],
])('a base URL of one’s own wins over the region of %s', (_name, addressOf) => {
	const fields = { webhook: 'token-1', baseUrl: 'https://region.example.com' };
	expect(addressOf(fields).baseUrl).toBe('https://region.example.com');
	const own = { ...fields, customBaseUrl: 'https://own.example.com' };
	expect(addressOf(own).baseUrl).toBe('https://own.example.com');
});

test('a request to DingTalk is signed where the robot has a secret', () => {
	const fields = { webhook: 'token-1' };
	expect(dingTalkQuery(fields, 1_577_262_236_757)).toEqual({ access_token: 'token-1' });
	expect(dingTalkQuery({ ...fields, secret: ' this is secret ' }, 1_577_262_236_757)).toEqual({
		access_token: 'token-1',
		timestamp: '1577262236757',
		sign: 'hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=',
	});
});
