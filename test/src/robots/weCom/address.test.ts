import { WECOM_BASE_URL, weComAddress } from '../../../../src/robots/weCom/address';

const pastedUuid = '693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa';

describe('the address of a WeCom robot', () => {
	it.each([pastedUuid, ` ${pastedUuid}\n`])('is understood from the key alone: %j', (pasted) => {
		expect(weComAddress(pasted)).toEqual({ baseUrl: WECOM_BASE_URL, key: pastedUuid });
	});

	it('is understood from the whole URL', () => {
		expect(
			weComAddress(`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${pastedUuid}`),
		).toEqual({
			baseUrl: 'https://qyapi.weixin.qq.com',
			key: pastedUuid,
		});
	});

	it.each([
		['https://wecom.example.com:8443/cgi-bin/webhook/send', 'https://wecom.example.com:8443'],
		['https://gw.example.com/wecom/cgi-bin/webhook/send/', 'https://gw.example.com/wecom'],
		['https://qyapi.weixin.qq.com/cgi-bin/webhook/upload_media', 'https://qyapi.weixin.qq.com'],
	])('takes the host, and the path of a gateway, from the pasted URL %s', (pasted, baseUrl) => {
		expect(weComAddress(`${pasted}?a=b&key=${pastedUuid}`)).toEqual({ baseUrl, key: pastedUuid });
	});

	it('joins a key with the base URL of a private deployment', () => {
		expect(weComAddress(pastedUuid, 'https://wecom.example.com').baseUrl).toBe(
			'https://wecom.example.com',
		);
	});

	it.each([
		'',
		'   ',
		'two words',
		'key=abc',
		'https://qyapi.weixin.qq.com/cgi-bin/webhook/send',
		'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=',
		'ftp://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=secret-key',
		'qyapi.weixin.qq.com/cgi-bin/webhook/send?key=secret-key',
		'https://gw.example.com/wecom?key=secret-key',
		'https://gw.example.com/cgi-bin/webhook/send/more?key=secret-key',
	])('says how to get one instead of %j, without repeating it', (pasted) => {
		const read = () => weComAddress(pasted);
		expect(read).toThrow('Copy the Webhook URL of the robot');
		expect(read).not.toThrow('secret-key');
	});
});
