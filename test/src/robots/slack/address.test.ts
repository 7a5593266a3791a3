import { slackWebhookUrl } from '../../../../src/robots/slack/address';

// Made up, in the form of the documentation.
const path = ['T00000000', 'B00000000', 'XXXXXXXXXXXXXXXXXXXXXXXX'].join('/');

describe('the address of a Slack webhook', () => {
	it.each([
		[`https://hooks.slack.com/services/${path}`, undefined, 'https://hooks.slack.com'],
		[` https://hooks.slack-gov.com/services/${path}/ `, undefined, 'https://hooks.slack-gov.com'],
		[path, undefined, 'https://hooks.slack.com'],
		[`services/${path}/`, undefined, 'https://hooks.slack.com'],
		[`/services/${path}`, 'https://proxy.example.com', 'https://proxy.example.com'],
	])('is understood from %j', (pasted, baseUrl, expected) => {
		expect(slackWebhookUrl(pasted, baseUrl)).toEqual({
			baseUrl: expected,
			path: `/services/${path}`,
		});
	});

	it.each([
		['https://hooks.slack.com/triggers/T0/1/secret', 'workflow'],
		['https://hooks.slack.com/workflows/T0/A/1/secret', 'workflow'],
		['https://hooks.slack.com/services/', 'api.slack.com/apps'],
		['', 'api.slack.com/apps'],
		['secret', 'api.slack.com/apps'],
		[`${path}/secret/secret`, 'api.slack.com/apps'],
		[`secret/${path}`, 'api.slack.com/apps'],
		[`https://example.com/secret/services/${path}`, 'api.slack.com/apps'],
		[`https://example.com/services/${path}/secret`, 'api.slack.com/apps'],
		['https://example.com/secret/workflows/7', 'api.slack.com/apps'],
	])('says what %j is instead, without repeating it', (pasted, words) => {
		const read = () => slackWebhookUrl(pasted);
		expect(read).toThrow(words);
		expect(read).not.toThrow('secret');
	});
});
