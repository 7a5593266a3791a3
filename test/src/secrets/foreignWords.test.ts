import { foreignWords } from '../../../src/secrets/foreignWords';

describe('what some node said', () => {
	it.each([
		['Request failed with status code 404', 'Request failed with status code 404'],
		['getaddrinfo ENOTFOUND robots.example.com', 'getaddrinfo ENOTFOUND robots.example.com'],
		[
			'POST https://oapi.dingtalk.com/robot/send?access_token=abc failed',
			'POST https://oapi.dingtalk.com/*** failed',
		],
		[
			'call to https://hooks.slack.com/services/T0/B0/abc: 400.',
			'call to https://hooks.slack.com/*** 400.',
		],
		['See https://n8n.io, or https://n8n.io/.', 'See https://n8n.io, or https://n8n.io/.'],
		[
			'postgres://n8n:p@ss@db.example.com:5432/n8n?ssl=1 is away',
			'postgres://db.example.com:5432/*** is away',
		],
		['https://robot:password@proxy.example.com refused', 'https://proxy.example.com refused'],
		[
			'Max retries exceeded with url: /robot/send?access_token=abc&timestamp=1&sign=ab%2Bc%3D',
			'Max retries exceeded with url: /robot/send?access_token=***&timestamp=1&sign=***',
		],
		['{"url":"https:\\/\\/x.example.com\\/hook\\/abc"}', '{"url":"https:\\/\\/x.example.com/***"}'],
		[
			'blocked: https://gw.example.com?from=https%3A%2F%2Fx.example.com%2Fhook%2Fabc',
			'blocked: https://gw.example.com/***',
		],
		['from=https%3A%2F%2Fx.example.com%2Fhook%2Fabc&x=1', 'from=https%3A%2F%2F***&x=1'],
		['Authorization: Bearer xoxb-1-2-abc', 'Authorization: *** ***'],
		['{"token": "abc", "message": "no"}', '{"token": "***", "message": "no"}'],
		['{\\"apiKey\\":\\"abc\\"}', '{\\"apiKey\\":\\"***\\"}'],
		[
			'no route for /services/T024JGC6U/B05750Z6KDX/PH3ZvzZTNLehamuh6wDavE12',
			'no route for /services/T024JGC6U/B05750Z6KDX/***',
		],
		['hint: [1672812345678901234567890]', 'hint: [1672812345678901234567890]'],
		['n8n-nodes-until-replied-0.1.0.tgz', 'n8n-nodes-until-replied-0.1.0.tgz'],
		['    at run (file:///app/n8n/run.mjs:1:2)', '    at run (file:///app/n8n/run.mjs:1:2)'],
		['The key is wrong', 'The key is wrong'],
		['Der Schlüssel fehlt: 机器人不存在', 'Der Schlüssel fehlt: 机器人不存在'],
	])('%s', (said, told) => {
		expect(foreignWords(said)).toBe(told);
	});

	it('is told in as many words as fit into a line', () => {
		expect(foreignWords('x'.repeat(1_000_000))).toHaveLength(500);
		expect(foreignWords(`${'-'.repeat(480)} https://x.example.com/secret`)).not.toContain('secret');
	});
});
