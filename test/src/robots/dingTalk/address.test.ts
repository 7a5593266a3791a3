import { dingTalkAddress } from '../../../../src/robots/dingTalk/address';

const hex = '566cc69da782ec3356fa3dd1c1d5a2e8';

describe('the address of a DingTalk robot', () => {
	it.each([
		[hex, undefined, 'https://oapi.dingtalk.com'],
		[` ${hex} `, 'https://oapi.dingtalk.io', 'https://oapi.dingtalk.io'],
		[
			`https://oapi.dingtalk.com/robot/send?access_token=${hex}`,
			'https://oapi.dingtalk.io',
			'https://oapi.dingtalk.com',
		],
		[
			`https://gw.example.com/ding/robot/send/?access_token=${hex}`,
			undefined,
			'https://gw.example.com/ding',
		],
	])('is understood from %j', (pasted, region, expected) => {
		expect(dingTalkAddress(pasted, region)).toEqual({ baseUrl: expected, token: hex });
	});

	it.each([
		'',
		'a b',
		'https://oapi.dingtalk.com/robot/send',
		'https://gw.example.com/ding?access_token=secret-token',
		'https://gw.example.com/robot/send/more?access_token=secret-token',
		'ftp://x/robot/send?access_token=secret-token',
	])('says how to get one instead of %j, without repeating it', (pasted) => {
		const read = () => dingTalkAddress(pasted);
		expect(read).toThrow('Copy the Webhook');
		expect(read).not.toThrow('secret-token');
	});
});
