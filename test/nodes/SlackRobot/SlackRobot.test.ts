import type { INodeParameters } from 'n8n-workflow';

import { SlackBotApi } from '../../../credentials/SlackBotApi.credentials';
import { SlackWebhookApi } from '../../../credentials/SlackWebhookApi.credentials';
import { SlackRobot } from '../../../nodes/SlackRobot/SlackRobot.node';
import { FakeSlack } from '../../support/robots/slack/fakeSlack.mts';
import {
	messageOf,
	runRobotNode,
	testRobotCredential,
	toldBy,
	type RobotRun,
} from '../../support/nodes/robotNode.mts';
import { escalationItems, serviceEvents } from '../../support/sources/serviceEvents.mts';

const HOOK = 'T00000000/B00000000/hookSecret';
const CHANNEL = 'C0123456789';
const botToken = 'xoxb-bot-token';

let fake: FakeSlack;
beforeEach(async () => {
	fake = await FakeSlack.start({
		webhooks: [HOOK],
		bots: [
			{ token: botToken, scopes: ['chat:write', 'files:write', 'users:read.email', 'im:write'] },
			{ token: 'xoxb-without-im', scopes: ['chat:write', 'users:read.email'] },
			{ token: 'xoxb-without-scopes', scopes: [] },
		],
		channels: [
			{ id: CHANNEL },
			{ id: 'C_OTHER', isMember: false },
			{ id: 'C_OLD', isArchived: true },
		],
		users: [{ id: 'U012AB3CD', email: 'ann@example.com' }],
	});
});
afterEach(async () => await fake.stop());

async function byWebhook(
	parameters: INodeParameters,
	items: RobotRun['items'] = [{ text: 'hello' }],
	path = HOOK,
) {
	return await runRobotNode(new SlackRobot(), {
		parameters,
		items,
		credentials: {
			slackWebhookApi: { type: new SlackWebhookApi(), data: { url: fake.webhookUrl(path) } },
		},
	});
}

async function byBot(
	parameters: INodeParameters,
	items: RobotRun['items'] = [{ text: 'hello' }],
	token = botToken,
	continueOnFail = false,
) {
	return await runRobotNode(new SlackRobot(), {
		parameters: { authentication: 'bot', channel: CHANNEL, ...parameters },
		items,
		continueOnFail,
		credentials: {
			slackBotApi: { type: new SlackBotApi(), data: { token, baseUrl: fake.apiUrl } },
		},
	});
}

const inHook = () => fake.messagesOf(HOOK).map(({ body }) => body);
const inChannel = () => fake.messagesOf(CHANNEL);

describe('the Slack robot with a webhook', () => {
	it('sends a reminder as blocks without any parameters', async () => {
		const [item] = await byWebhook({}, [escalationItems['reminder first']]);
		expect(item.json).toEqual({ ok: true, messagesSent: 1 });
		const [{ content }] = fake.messagesOf(HOOK);
		for (const said of ['Visitor15', 'Where is my order?', 'reminder 1 of 4', 'TWT Chat']) {
			expect(content).toContain(said);
		}
	});

	it('has buttons and mentions', async () => {
		const issue = serviceEvents.find(({ kind }) => kind === 'issue.opened')!;
		await byWebhook({ mention: { users: 'U012AB3CD,S0614TZR7', broadcast: 'here' } }, [
			{ ...issue } as any,
		]);
		const { blocks, attachments } = inHook()[0];
		expect(blocks[1].elements[0].elements.filter(({ type }: any) => type !== 'text')).toEqual([
			{ type: 'user', user_id: 'U012AB3CD' },
			{ type: 'usergroup', usergroup_id: 'S0614TZR7' },
			{ type: 'broadcast', range: 'here' },
		]);
		expect(attachments.at(-1).actions[0].url).toBe(issue.url);
	});

	it.each([
		[
			'text',
			{ content: '<!channel> & *x*' },
			{ text: '&lt;!channel&gt; &amp; *x*', mrkdwn: false },
		],
		[
			'text',
			{ content: '*bold*', options: { isMrkdwn: true }, mention: { broadcast: 'channel' } },
			{ text: '<!channel> *bold*', mrkdwn: true },
		],
		[
			'blocks',
			{ blocks: '{"blocks":[{"type":"divider"}]}', notificationText: 'x' },
			{ blocks: [{ type: 'divider' }], text: 'x' },
		],
		[
			'attachments',
			{ attachments: '[{"color":"good","text":"x"}]' },
			{ attachments: [{ color: 'good', text: 'x' }] },
		],
		['json', { json: '{"text":"raw"}' }, { text: 'raw' }],
	] as Array<[string, INodeParameters, object]>)(
		'sends a message of type %s',
		async (type, part, body) => {
			await byWebhook(messageOf(type, part));
			expect(inHook()).toEqual([{ unfurl_links: false, unfurl_media: false, ...body }]);
		},
	);

	it('brings every message in, in order, though Slack takes one a second', async () => {
		await byWebhook({ options: { digestFrom: 0 } }, [{ text: 'a' }, { text: 'b' }]);
		const taken = fake.received.filter(({ code }) => code === 'ok');
		expect(taken.map(({ content }) => content.split('\n')[1])).toEqual(['a', 'b']);
	});

	it('obeys Retry-After', async () => {
		fake.failures.push('rateLimit');
		await byWebhook({});
		expect(fake.received.map(({ code }) => code)).toEqual(['rate_limited', 'ok']);
	});

	it('says what is wrong with a webhook that is gone, without its address', async () => {
		const gone = 'T00000000/B00000000/goneSecret';
		const error = await byWebhook({}, undefined, gone).catch((reason) => reason);
		expect(error.message).toBe('The webhook does not exist any more');
		expect(toldBy(error)).not.toContain('goneSecret');
	});

	it('cannot ask for e-mail addresses, and says so', async () => {
		await expect(byWebhook({ mention: { users: 'ann@example.com' } })).rejects.toThrow(
			'cannot mention people by email',
		);
	});

	it.each([
		[HOOK, 'OK'],
		['T00000000/B00000000/goneSecret', 'Error'],
	])('has a credential test that posts nothing: %s %s', async (path, status) => {
		const result = await testRobotCredential(new SlackRobot(), 'slackWebhookApi', {
			url: fake.webhookUrl(path),
		});
		expect(result.status).toBe(status);
		expect(fake.received.filter(({ code }) => code === 'ok')).toEqual([]);
	});
});

describe('the Slack robot with a bot token', () => {
	it('sends to a channel and says which message it was', async () => {
		const [item] = await byBot({});
		expect(item.json).toMatchObject({ ok: true, channel: CHANNEL, ts: expect.any(String) });
		expect(inChannel()).toHaveLength(1);
	});

	it('replies in a thread, and updates what it sent', async () => {
		const [{ json }] = await byBot({});
		await byBot({ options: { threadTs: json.ts as string, replyBroadcast: true } });
		expect(inChannel()[1].body).toMatchObject({ thread_ts: json.ts, reply_broadcast: true });
		const [updated] = await byBot({ operation: 'updateMessage', content: 'done' }, [
			{ ts: json.ts as string },
		]);
		expect(updated.json).toMatchObject({ ok: true, ts: json.ts });
		expect(inChannel()[2]).toMatchObject({ method: 'chat.update', content: 'done' });
	});

	it('truncates an update that is too long where that is wanted, and refuses it else', async () => {
		const [{ json }] = await byBot({});
		const update = { operation: 'updateMessage', content: 'word '.repeat(1_000) };
		await byBot({ ...update, options: { whenTooLong: 'truncate' } }, [{ ts: json.ts as string }]);
		expect(inChannel()[1].content).toMatch(/word… \(truncated\)$/);
		await expect(byBot(update, [{ ts: json.ts as string }])).rejects.toThrow(
			'longer than the 4000 characters',
		);
	});

	it('mentions by e-mail address', async () => {
		await byBot(messageOf('text', { mention: { users: 'ann@example.com' } }));
		expect(inChannel()[0].body.text).toBe('<@U012AB3CD> hello');
	});

	it('writes to a person by e-mail address, and asks once for all items', async () => {
		const options = { digestFrom: 0 };
		const items = [{ text: 'a' }, { text: 'b' }];
		const left = await byBot({ channel: 'ann@example.com', options }, items);
		expect(left.map(({ json }) => json.channel)).toEqual(['D012AB3CD', 'D012AB3CD']);
		expect(fake.messagesOf('D012AB3CD').map(({ content }) => content.split('\n')[1])).toEqual([
			'a',
			'b',
		]);
		expect(fake.opened).toEqual(['U012AB3CD']);
		await byBot(messageOf('text', { channel: 'ann@example.com' }));
		const data = { data: Buffer.from('the report').toString('base64'), mimeType: 'text/plain' };
		await byBot({ channel: 'ann@example.com', operation: 'uploadFile' }, [
			{ json: {}, binary: { data } },
		]);
		expect(fake.messagesOf('D012AB3CD')).toHaveLength(4);
	});

	it.each([
		['nobody@example.com', botToken, 'Nobody has this email address'],
		['ann@example.com', 'xoxb-without-im', 'The app lacks a permission'],
	])('does not write to %s with %s', async (channel, token, words) => {
		await expect(byBot({ channel }, undefined, token)).rejects.toThrow(words);
		expect(fake.received.filter(({ code }) => code === 'ok')).toEqual([]);
	});

	it.each([
		[{ icon: ':bell:' }, { icon_emoji: ':bell:' }],
		[{ icon: 'https://example.com/bell.png' }, { icon_url: 'https://example.com/bell.png' }],
		[{ username: 'Service desk' }, { username: 'Service desk' }],
	])('goes by another name and icon: %j', async (options, body) => {
		for (const parameters of [{ options }, messageOf('text', { options })]) await byBot(parameters);
		expect(inChannel().map((message) => message.body)).toMatchObject([body, body]);
	});

	it.each(['bell', 'javascript:alert(1)', '::'])('refuses the icon %s', async (icon) => {
		await expect(byBot({ options: { icon } })).rejects.toThrow('neither an emoji nor');
	});

	it('asks for an e-mail address once, and the messages do not wait for that', async () => {
		const mention = { users: 'ann@example.com' };
		const options = { maximumWait: 0.5, digestFrom: 2 };
		const items = Array.from({ length: 5 }, (_, index) => ({ text: `message ${index}` }));
		await byBot({ mention, options }, items);
		expect(fake.lookups).toEqual(['ann@example.com']);
		expect(inChannel()).toHaveLength(1);
		await byBot(messageOf('text', { mention, options: { maximumWait: 5 } }));
		expect(fake.lookups).toHaveLength(1);
		expect(inChannel()[1].body.text).toBe('<@U012AB3CD> hello');
	});

	it('sends what mentions an e-mail address that nobody has, asks once, and reports it', async () => {
		const mention = { users: 'nobody@example.com, ann@example.com, U0S614TZR' };
		const notMentioned = [{ user: 'nobody@example.com', reason: 'Nobody has this email address' }];
		const left = await byBot({ mention }, [{ text: 'a' }, { text: 'b' }]);
		expect(left.map(({ json }) => json)).toEqual([
			expect.objectContaining({ ok: true, notMentioned }),
			expect.objectContaining({ ok: true, notMentioned }),
		]);
		expect(fake.lookups).toEqual(['nobody@example.com', 'ann@example.com']);
		expect(inChannel().map(({ content }) => content.includes('@U012AB3CD'))).toEqual([true, true]);
		const [message] = await byBot(messageOf('text', { mention }));
		expect(message.json).toMatchObject({ ok: true, notMentioned });
		expect(inChannel()[2].body.text).toBe('<@U012AB3CD> <@U0S614TZR> hello');
		await byBot({ mention: { users: 'ann@example.com' } });
		expect(inChannel()).toHaveLength(4);
	});

	it('mentions the assigned agent by the e-mail address of a table, or by nothing', async () => {
		const rows = [
			{ name: 'Ann', users: 'ann@example.com' },
			{ name: 'Bob', users: 'nobody@example.com' },
		];
		const mention = { assignedAgent: { settings: { agents: { rows } } } };
		const events = ['Ann', 'Bob'].map((name) => ({
			kind: 'message.unreplied',
			text: 'Is anybody there?',
			agent: { name },
		}));
		const left = await byBot({ mention }, events);
		expect(left.map(({ json }) => json.notMentioned)).toEqual([
			undefined,
			[{ agent: 'Bob', user: 'nobody@example.com', reason: 'Nobody has this email address' }],
		]);
		expect(fake.lookups).toEqual(['ann@example.com', 'nobody@example.com']);
		expect(inChannel().map(({ content }) => content.includes('@U012AB3CD'))).toEqual([true, false]);
	});

	it.each([
		['may not ask for e-mail addresses', 'missing_scope', 'The app lacks a permission'],
		['gets a page of a proxy', 'htmlPage', 'The response did not come from Slack'],
	])('sends without the mention where it %s', async (_, failure, reason) => {
		fake.failures.push(failure);
		const [{ json }] = await byBot({ mention: { users: 'ann@example.com' } });
		expect(json).toMatchObject({
			ok: true,
			notMentioned: [{ user: 'ann@example.com', reason: expect.stringContaining(reason) }],
		});
		expect(inChannel()).toHaveLength(1);
	});

	it.each([
		[false, '&lt;!channel&gt; &amp; *x*'],
		[true, '<!channel> & *x*'],
	])('shares a file with a comment that is mrkdwn: %s', async (isMrkdwn, said) => {
		const data = { data: Buffer.from('the report').toString('base64'), mimeType: 'text/plain' };
		const comment = '<!channel> & *x*';
		await byBot({ operation: 'uploadFile', comment, options: { isMrkdwn } }, [
			{ json: {}, binary: { data } },
		]);
		expect(inChannel()[0].body.text).toBe(said);
	});

	it('uploads a file in three steps', async () => {
		const bytes = Buffer.from('the report');
		const [item] = await byBot({ operation: 'uploadFile', comment: 'Here it is' }, [
			{
				json: {},
				binary: {
					data: {
						data: bytes.toString('base64'),
						fileName: 'report 报告.txt',
						mimeType: 'text/plain',
					},
				},
			},
		]);
		expect(item.json).toMatchObject({ ok: true, files: [{ id: 'F1', title: 'report 报告.txt' }] });
		expect(fake.files).toEqual([{ id: 'F1', name: 'report 报告.txt', bytes, channel: CHANNEL }]);
		expect(inChannel()[0].content).toBe('Here it is');
	});

	it('uploads a file to nobody but Slack', async () => {
		const other = await FakeSlack.start({});
		fake.uploadsMovedTo = `${other.url}/upload/F1`;
		const data = { data: Buffer.from('the report').toString('base64'), mimeType: 'text/plain' };
		try {
			const uploading = byBot({ operation: 'uploadFile' }, [{ json: {}, binary: { data } }]);
			await expect(uploading).rejects.toThrow();
			expect(inChannel()).toEqual([]);
			expect(other.requests).toBe(0);
		} finally {
			await other.stop();
		}
	});

	it.each([
		[{ channel: 'C_UNKNOWN' }, botToken, 'The channel does not exist'],
		[{ channel: 'C_OTHER' }, botToken, 'The bot is not in the channel'],
		[{ channel: 'C_OLD' }, botToken, 'The channel is archived'],
		[{ channel: '' }, botToken, 'The channel is empty'],
		[{}, 'xoxb-wrong-token', 'Slack does not accept the bot token'],
		[{}, 'xoxb-without-scopes', 'The app lacks a permission'],
		[{ options: { threadTs: '1.1' } }, botToken, 'The thread does not exist'],
	])('says what is wrong with %j and %s', async (parameters, token, words) => {
		const error = await byBot(parameters, undefined, token).catch((reason) => reason);
		expect(error.message).toContain(words);
		expect(toldBy(error)).not.toContain(token);
	});

	it('names the place where blocks are wrong', async () => {
		await expect(
			byBot(messageOf('blocks', { blocks: '[{"type":"header"}]' })),
		).rejects.toMatchObject({ description: expect.stringContaining('json-pointer:/blocks/0') });
	});
});
