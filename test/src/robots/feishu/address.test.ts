import { feishuAddress } from '../../../../src/robots/feishu/address';

const uuid = '2c8b0f3e-5aaa-4bbb-8ccc-1234567890ab';

describe('the address of a Feishu bot', () => {
	it.each([
		[uuid, undefined, 'https://open.feishu.cn'],
		[` ${uuid}\n`, 'https://open.larksuite.com', 'https://open.larksuite.com'],
		[uuid, 'https://open.feishu.example.com', 'https://open.feishu.example.com'],
		[`https://open.feishu.cn/open-apis/bot/v2/hook/${uuid}`, undefined, 'https://open.feishu.cn'],
		[
			`https://open.larksuite.com/open-apis/bot/v2/hook/${uuid}/`,
			'https://open.feishu.cn',
			'https://open.larksuite.com',
		],
		[
			`https://gw.example.com/lark/open-apis/bot/v2/hook/${uuid}`,
			'https://open.feishu.cn',
			'https://gw.example.com/lark',
		],
	])('is understood from %j', (pasted, region, expected) => {
		expect(feishuAddress(pasted, region)).toEqual({
			baseUrl: expected,
			path: `/open-apis/bot/v2/hook/${uuid}`,
			token: uuid,
		});
	});

	it.each([
		['https://www.feishu.cn/flow/api/trigger-webhook/secret-token', 'flow'],
		['https://open.feishu.cn/open-apis/bot/hook/secret-token', 'first-generation'],
		['', 'Copy the Webhook address'],
		['two words', 'Copy the Webhook address'],
		['https://gw.example.com/lark/bot/v2/hook/secret-token', 'Copy the Webhook address'],
		['ftp://open.feishu.cn/open-apis/bot/v2/hook/secret-token', 'Copy the Webhook address'],
	])('says what %j is instead, without repeating it', (pasted, words) => {
		const read = () => feishuAddress(pasted);
		expect(read).toThrow(words);
		expect(read).not.toThrow('secret-token');
	});
});
