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
	])('is understood from %j', (pasted, baseUrl, expected) => {
		expect(dingTalkAddress(pasted, baseUrl)).toEqual({ baseUrl: expected, token: hex });
	});

	it.each([
		'',
		'a b',
		'https://oapi.dingtalk.com/robot/send',
		'ftp://x/robot/send?access_token=secret-token',
	])('says how to get one instead of %j, without repeating it', (pasted) => {
		const read = () => dingTalkAddress(pasted);
		expect(read).toThrow('Copy the Webhook');
		expect(read).not.toThrow('secret-token');
	});
});
