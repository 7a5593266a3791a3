import { secretsOf, type CredentialFields } from '../../../src/robots/credential';
import { dingTalkRobotsOf } from '../../../src/robots/dingTalk/address';
import { dingTalkQuery, dingTalkSignatures } from '../../../src/robots/dingTalk/signature';
import { discordWebhooksOf } from '../../../src/robots/discord/address';
import { feishuBotsOf } from '../../../src/robots/feishu/address';
import { feishuSignature, feishuSignatures } from '../../../src/robots/feishu/signature';
import { secondsBetween } from '../../../src/robots/signedAt';
import { slackApiOf, slackWebhooksOf } from '../../../src/robots/slack/address';
import { weComRobotsOf } from '../../../src/robots/weCom/address';

const slackPath = ['T00000000', 'B00000000', 'XXXXXXXXXXXXXXXXXXXXXXXX'].join('/');
const slackUrl = (fields: CredentialFields) => [{ baseUrl: slackApiOf(fields) }];

describe.each([
	['WeCom', weComRobotsOf, { key: ' key-1 ' }, 'https://qyapi.weixin.qq.com'],
	['DingTalk', dingTalkRobotsOf, { webhook: ' token-1 ' }, 'https://oapi.dingtalk.com'],
	['Feishu', feishuBotsOf, { webhook: ' token-1 ' }, 'https://open.feishu.cn'],
	['a Slack webhook', slackWebhooksOf, { url: ` ${slackPath} ` }, 'https://hooks.slack.com'],
	['a Slack bot', slackUrl, {}, 'https://slack.com/api'],
	['Discord', discordWebhooksOf, { webhook: ' 123456/token-1 ' }, 'https://discord.com'],
] as const)('what a user enters for %s', (_name, robotsOf, fields, own) => {
	it.each([
		['nothing', {}, own],
		['blanks', { baseUrl: '  ' }, own],
		['a base URL', { baseUrl: ' https://proxy.example.com// ' }, 'https://proxy.example.com'],
	])('leads, with %s beside it, to the right host', (_what, part, host) => {
		expect(robotsOf({ ...fields, ...part })).toMatchObject([{ baseUrl: host }]);
	});
});

test.each([
	[
		'WeCom',
		weComRobotsOf,
		{ key: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=key-1' },
		{ baseUrl: 'https://qyapi.weixin.qq.com/' },
		'baseUrl',
	],
	[
		'DingTalk',
		dingTalkRobotsOf,
		{ webhook: 'https://oapi.dingtalk.com/robot/send?access_token=token-1' },
		{ baseUrl: 'https://oapi.dingtalk.io' },
		'customBaseUrl',
	],
	[
		'Feishu',
		feishuBotsOf,
		{ webhook: 'https://open.feishu.cn/open-apis/bot/v2/hook/token-1' },
		{ baseUrl: 'https://open.larksuite.com' },
		'customBaseUrl',
	],
	[
		'a Slack webhook',
		slackWebhooksOf,
		{ url: `https://hooks.slack.com/services/${slackPath}` },
		{ baseUrl: 'https://hooks.slack.com' },
		'baseUrl',
	],
	[
		'Discord',
		discordWebhooksOf,
		{ webhook: 'https://discord.com/api/webhooks/123456/token-1' },
		{ baseUrl: 'https://discord.com' },
		'baseUrl',
	],
] as const)(
	'a proxy that is entered wins over the pasted URL of %s, what nobody entered does not',
	(_name, robotsOf, pasted, untouched, field) => {
		const own = new URL(Object.values(pasted)[0]).origin;
		expect(robotsOf({ ...pasted, ...untouched })[0].baseUrl).toBe(own);
		const [proxied] = robotsOf({
			...pasted,
			...untouched,
			[field]: 'https://proxy.example.com/x/',
		});
		expect(proxied.baseUrl).toBe('https://proxy.example.com/x');
	},
);

test('a pasted URL of a private deployment needs no base URL beside it', () => {
	const key = 'https://wecom.example.com/cgi-bin/webhook/send?key=key-1';
	const baseUrl = 'https://qyapi.weixin.qq.com';
	expect(weComRobotsOf({ key, baseUrl })[0].baseUrl).toBe('https://wecom.example.com');
});

test.each([
	['DingTalk', dingTalkRobotsOf],
	['Feishu', feishuBotsOf],
])('a base URL of one’s own wins over the region of %s', (_name, robotsOf) => {
	const fields = { webhook: 'token-1', baseUrl: 'https://region.example.com' };
	expect(robotsOf(fields)[0].baseUrl).toBe('https://region.example.com');
	const own = { ...fields, customBaseUrl: 'https://own.example.com' };
	expect(robotsOf(own)[0].baseUrl).toBe('https://own.example.com');
});

test('a request to DingTalk is signed where the robot has a secret', () => {
	const query = (secret: string) =>
		dingTalkQuery(dingTalkRobotsOf({ webhook: 'token-1', secret })[0], 1_700_000_000_999);
	expect(query('')).toEqual({ access_token: 'token-1' });
	expect(query(' this is secret ')).toEqual({
		access_token: 'token-1',
		timestamp: '1700000000000',
		sign: 'sSFWELbV2YwjdDQhWZwTcWlX5BWUx5J6TPpsZmuPii0=',
	});
});

describe('what nobody may see of a credential', () => {
	it('is its secrets, and what is hidden in the addresses that were entered', () => {
		const fields = {
			webhook:
				'https://discord.com/api/webhooks/223704706495545344/tokenOf68Characters?thread_id=7',
			baseUrl: 'https://robot:p%40ssword@proxy.example.com/wecom/9f8a7b6c5d4e3f2a1b0c/',
			keyword: '客服',
		};
		expect(secretsOf(fields, ['tokenOf68Characters'])).toEqual([
			'tokenOf68Characters',
			'tokenOf68Characters',
			'p@ssword',
			'9f8a7b6c5d4e3f2a1b0c',
		]);
	});

	it('is what its requests were signed with while they were on their way', () => {
		const robot = { token: 'token-1', secret: 'this is secret' };
		const from = 1_700_000_000_900;
		for (const signedAt of [from, from + 99, from + 1_500, from + 2_100]) {
			const { sign, timestamp } = dingTalkQuery(robot, signedAt);
			expect(dingTalkSignatures(robot.secret, from, from + 2_100)).toEqual(
				expect.arrayContaining([sign, timestamp]),
			);
			expect(feishuSignatures(robot.secret, from, from + 2_100)).toEqual(
				expect.arrayContaining(Object.values(feishuSignature('this is secret', signedAt))),
			);
		}
		expect(dingTalkSignatures('', from, from)).toEqual([]);
		expect(feishuSignatures('', from, from)).toEqual([]);
	});

	it('can be told also where the clock was set while they were on their way', () => {
		expect(secondsBetween(5_000, 1_000)).toEqual([5_000]);
		expect(secondsBetween(0, 1_000_000_000)).toHaveLength(120);
	});
});

describe('what a user enters under Further Robots', () => {
	const url = (name: string) => `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${name}`;
	const hook = (name: string) => `https://oapi.dingtalk.com/robot/send?access_token=${name}`;
	const keysIn = (furtherRobots: string) =>
		weComRobotsOf({ key: 'one', furtherRobots }).map(({ key }) => key);
	const signedIn = (furtherRobots: string) =>
		dingTalkRobotsOf({ webhook: 'one', secret: 'SEC1', furtherRobots }).map(({ token, secret }) =>
			`${token} ${secret}`.trim(),
		);

	it.each([
		['', ['one']],
		[' \n ', ['one']],
		[url('two'), ['one', 'two']],
		[`${url('two')}\n${url('three')}\n`, ['one', 'two', 'three']],
		[`\r\n${url('two')}\r\n\r\n${url('three')}`, ['one', 'two', 'three']],
		// As a browser pastes several lines into a password.
		[`${url('two')} ${url('three')}`, ['one', 'two', 'three']],
		// As other tools want it: PrometheusAlert parts the URLs by commas.
		[`${url('two')},${url('three')}`, ['one', 'two', 'three']],
		[`${url('two')}，${url('three')}；`, ['one', 'two', 'three']],
		[
			'two-key\n693a91f6-7ed2-4bc4-97a0-0ec2f1faaaaa',
			['one', 'two-key', '693a91f6-7ed2-4bc4-97a0-0ec2f1faaaaa'],
		],
	])('%j is as many robots as it names', (entered, keys) => {
		expect(keysIn(entered)).toEqual(keys);
	});

	it.each([
		['', ['one SEC1']],
		[`${hook('two')} SEC2`, ['one SEC1', 'two SEC2']],
		[`${hook('two')}\n${hook('three')} SEC3`, ['one SEC1', 'two', 'three SEC3']],
		[`${hook('two')}\nSEC2\n${hook('three')}\nSEC3`, ['one SEC1', 'two SEC2', 'three SEC3']],
		[`${hook('two')} SEC2 ${hook('three')}`, ['one SEC1', 'two SEC2', 'three']],
		[`${hook('two')},SEC2\n${hook('three')}\tSEC3`, ['one SEC1', 'two SEC2', 'three SEC3']],
	])('%j is as many robots, each with its secret', (entered, robots) => {
		expect(signedIn(entered)).toEqual(robots);
	});

	it.each([
		'SEC2',
		`SEC2 ${hook('two')}`,
		`${hook('two')} SEC2 SEC3`,
		'two-token',
		'http//oapi.dingtalk.com/robot/send?access_token=two',
		hook(''),
		'https://example.com/robot/send?token=two',
	])('%j is refused where robots sign, without its words', (entered) => {
		const refused = () => signedIn(entered);
		expect(refused).toThrow(/Further Robots/);
		expect(refused).not.toThrow(/SEC|two/);
	});

	it.each(['机器人二： https://example.com', '1. two', '- two', 'key=two', url('')])(
		'%j is refused',
		(entered) => {
			expect(() => keysIn(entered)).toThrow(/Further Robots/);
		},
	);

	it('are at most as many as any group has', () => {
		const many = (count: number) => Array(count).fill(url('two')).join('\n');
		expect(keysIn(many(19))).toHaveLength(20);
		expect(() => keysIn(many(20))).toThrow('at most 20 robots');
	});

	it('is secret, too', () => {
		const fields = { webhook: 'one', secret: 'SEC1', furtherRobots: `${hook('two')} SEC2` };
		expect(dingTalkRobotsOf(fields).map(({ secret }) => secret)).toEqual(['SEC1', 'SEC2']);
		expect(feishuSignatures('SEC2', 0, 0)).toHaveLength(2);
	});
});
