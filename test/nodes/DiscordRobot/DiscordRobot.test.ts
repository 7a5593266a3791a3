import type { INodeParameters } from 'n8n-workflow';

import { DiscordRobotApi } from '../../../credentials/DiscordRobotApi.credentials';
import { DiscordRobot } from '../../../nodes/DiscordRobot/DiscordRobot.node';
import { FakeDiscord } from '../../support/robots/discord/fakeDiscord.mts';
import { messageOf, runRobotNode, toldBy, type RobotRun } from '../../support/nodes/robotNode.mts';
import { escalationItems, serviceEvents } from '../../support/sources/serviceEvents.mts';

const HOOK = '223704706495545344';
const FORUM = '223704706495545345';
const THREAD = '1086013408302231622';
const USER = '80351110224678912';

let fake: FakeDiscord;
beforeEach(async () => {
	fake = await FakeDiscord.start({
		webhooks: [
			{ id: HOOK, token: 'hook-token', threads: [THREAD] },
			{ id: FORUM, token: 'forum-token', threads: [THREAD], isForum: true },
		],
	});
});
afterEach(async () => await fake.stop());

async function run(
	parameters: INodeParameters,
	items: RobotRun['items'] = [{ text: 'hello' }],
	webhook = fake.webhookUrl(HOOK),
) {
	return await runRobotNode(new DiscordRobot(), {
		parameters,
		items,
		credentials: { discordRobotApi: { type: new DiscordRobotApi(), data: { webhook } } },
	});
}

const bodies = () => fake.messagesOf(HOOK).map(({ body }) => body);

describe('the Discord robot', () => {
	it('sends a reminder as an embed without any parameters, and says which message it was', async () => {
		const [item] = await run({}, [escalationItems['reminder last']]);
		expect(item.json).toMatchObject({ id: expect.any(String), webhook_id: HOOK, messagesSent: 1 });
		const [{ content, body }] = fake.messagesOf(HOOK);
		expect(body.embeds[0].color).toBe(0xf54a45);
		for (const said of ['Visitor15', 'Where is my order?', 'reminder 4 of 4', 'TWT Chat']) {
			expect(content).toContain(said);
		}
	});

	it('mentions whom it is told to, by name and picture of its own, in a thread', async () => {
		const issue = serviceEvents.find(({ kind }) => kind === 'issue.opened')!;
		await run(
			{
				mention: { users: USER, everybody: 'here' },
				options: { threadId: THREAD, username: 'Desk', avatarUrl: 'https://a.example/p.png' },
			},
			[{ ...issue } as any],
		);
		expect(bodies()[0]).toMatchObject({
			username: 'Desk',
			avatar_url: 'https://a.example/p.png',
			content: `<@${USER}> @here`,
			allowed_mentions: { parse: ['everyone'], users: [USER] },
			embeds: [{ url: issue.url }],
		});
		expect(fake.messagesOf(HOOK)[0].threadId).toBe(THREAD);
	});

	it('has the links as buttons, which Discord shows only where it is asked to', async () => {
		await run({}, [escalationItems['reminder, links']]);
		const [{ components }] = bodies();
		expect(components[0].components.map(({ label }: any) => label)).toEqual([
			"I'm on it",
			'Snooze 30 min',
			'Mark as replied',
		]);
	});

	it('begins a post of a forum for each message, whatever thread its credential names', async () => {
		const options = { threadName: ` Orders\n${'x'.repeat(200)}`, digestFrom: 0 };
		const url = `${fake.webhookUrl(FORUM)}?thread_id=${THREAD}`;
		await run({ options }, [{ text: 'a' }, { text: 'b' }], url);
		const posts = fake.messagesOf(FORUM);
		// A post has the ID of its first message.
		expect(posts.map(({ threadId }) => threadId)).toEqual(posts.map(({ id }) => id));
		expect(posts.map(({ body }) => body.thread_name)).toEqual(
			Array(2).fill(`Orders ${'x'.repeat(92)}…`),
		);
		await run({ ...messageOf('text', { content: 'c' }), options }, undefined, url);
		expect(fake.messagesOf(FORUM)).toHaveLength(3);
	});

	it.each([
		['notification', {}],
		['message', messageOf('text', { content: 'word '.repeat(1_000) })],
	] as Array<[string, INodeParameters]>)(
		'keeps the parts of a %s in one post of a forum',
		async (_, parameters) => {
			const options = { threadName: 'Orders', style: 'text' };
			const items = [{ text: 'word '.repeat(1_000) }];
			const [{ json }] = await run({ ...parameters, options }, items, fake.webhookUrl(FORUM));
			const [first, ...others] = fake.messagesOf(FORUM);
			expect(others.length).toBeGreaterThan(1);
			expect(json.messagesSent).toBe(1 + others.length);
			for (const { threadId } of others) expect(threadId).toBe(first.id);
		},
	);

	it('does not choose between a thread and the name of a new one', async () => {
		const options = { threadName: 'Orders', threadId: THREAD };
		await expect(run({ options }, undefined, fake.webhookUrl(FORUM))).rejects.toThrow(
			'There is a thread ID and a thread name',
		);
		expect(fake.received).toEqual([]);
	});

	it('is silent where it is told to, and has its other flags', async () => {
		// "Message Flags": SUPPRESS_NOTIFICATIONS is 1 << 12, SUPPRESS_EMBEDS 1 << 2.
		const options = { isSilent: true };
		await run({ options });
		await run({ options: { ...options, style: 'text' } });
		await run({ ...messageOf('text', { content: 'c' }), options });
		expect(bodies().map(({ flags }) => flags)).toEqual([4_096, 4_100, 4_100]);
	});

	it('writes into the thread that the URL of its credential names', async () => {
		await run({}, undefined, `${fake.webhookUrl(FORUM)}?thread_id=${THREAD}`);
		expect(fake.messagesOf(FORUM)[0].threadId).toBe(THREAD);
	});

	it.each([
		[
			'text',
			{ content: '@everyone *x*' },
			{ content: '@\u200beveryone \\*x\\*', allowed_mentions: { parse: [] }, flags: 4 },
		],
		[
			'text',
			{
				content: '**x**',
				mention: { users: USER },
				options: { isMarkdown: true, showPreviews: true },
			},
			{ content: `**x**\n<@${USER}>`, allowed_mentions: { parse: [], users: [USER] } },
		],
		[
			'text',
			{ content: 'hi @everyone', options: { isMarkdown: true, allowMentionsInContent: true } },
			{
				content: 'hi @everyone',
				allowed_mentions: { parse: ['users', 'roles', 'everyone'] },
				flags: 4,
			},
		],
		[
			'embed',
			{
				embedTitle: 'Hello, Embed!',
				embedUrl: 'https://example.com/',
				embedDescription: 'This is an embedded message.',
				embedColor: '#ff8800',
				embedFields: { rows: [{ name: 'Name', value: 'Value', inline: true }] },
				embedImageUrl: 'https://example.com/i.png',
				embedThumbnailUrl: 'https://example.com/t.png',
				embedFooter: 'Footer',
			},
			{
				embeds: [
					{
						title: 'Hello, Embed!',
						url: 'https://example.com/',
						description: 'This is an embedded message.',
						color: 0xff8800,
						fields: [{ name: 'Name', value: 'Value', inline: true }],
						image: { url: 'https://example.com/i.png' },
						thumbnail: { url: 'https://example.com/t.png' },
						footer: { text: 'Footer' },
					},
				],
				allowed_mentions: { parse: [] },
			},
		],
		[
			'embeds',
			{ embeds: '{"embeds":[{"title":"a"},{"title":"b"}]}' },
			{ embeds: [{ title: 'a' }, { title: 'b' }], allowed_mentions: { parse: [] } },
		],
		[
			'embeds',
			{ embeds: '{"title":"a"}' },
			{ embeds: [{ title: 'a' }], allowed_mentions: { parse: [] } },
		],
		['json', { json: '{"content":"raw"}' }, { content: 'raw', allowed_mentions: { parse: [] } }],
	] as Array<[string, INodeParameters, object]>)(
		'sends a message of type %s',
		async (type, part, body) => {
			await run(messageOf(type, part));
			expect(bodies()).toEqual([body]);
		},
	);

	it('splits a text that is too long', async () => {
		const [item] = await run(messageOf('text', { content: 'word '.repeat(900) }));
		expect(item.json.messagesSent).toBe(3);
		expect(bodies().map(({ content }) => content.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)']);
	});

	it.each([
		['embeds', { embeds: '[]' }, 'The list of embeds is empty'],
		['embeds', { embeds: JSON.stringify(Array(11).fill({ title: 'x' })) }, 'at most 10 embeds'],
		[
			'embeds',
			{ embeds: `[{"fields":${JSON.stringify(Array(26).fill({}))}}]` },
			'at most 25 fields',
		],
		['embed', {}, 'The embed is empty'],
		['embed', { embedTitle: 'x', embedColor: 'orange' }, '"orange" is not a color'],
	] as Array<[string, INodeParameters, string]>)(
		'refuses a message of type %s before it is sent: %#',
		async (type, part, words) => {
			await expect(run(messageOf(type, part))).rejects.toThrow(words);
			expect(fake.received).toEqual([]);
		},
	);

	it('reports which field Discord refuses', async () => {
		await expect(run(messageOf('embed', { embedTitle: 'x'.repeat(257) }))).rejects.toMatchObject({
			message: 'Discord refuses the message',
			description: expect.stringContaining('embeds.0.title: Must be 256 or fewer in length.'),
		});
	});

	it.each([
		[`${HOOK}/wrong-token`, 'The webhook URL is wrong'],
		['223704706495545399/gone-token', 'The webhook does not exist any more'],
		[`${FORUM}/forum-token`, 'The channel is a forum'],
		['no webhook', 'Copy Webhook URL'],
	])('says what is wrong with %j, without its token', async (pasted, words) => {
		const webhook = pasted.includes('/') ? `${fake.url}/api/webhooks/${pasted}` : pasted;
		const error = await run({}, undefined, webhook).catch((reason) => reason);
		expect(error.message).toContain(words);
		expect(toldBy(error)).not.toMatch(/(wrong|gone|forum)-token/);
	});

	it('says that a thread does not exist', async () => {
		await expect(run({ options: { threadId: '1' } })).rejects.toThrow(
			'The channel or thread does not exist',
		);
	});

	it('comes back when Cloudflare says so', async () => {
		fake.failures.push('cloudflare');
		const [item] = await run({});
		expect(item.json.messagesSent).toBe(1);
	});

	it('keeps to five messages in two seconds', async () => {
		const items = Array.from({ length: 6 }, (_, index) => ({ text: `message ${index}` }));
		await run({ options: { digestFrom: 0 } }, items);
		expect(fake.received.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
	});

	it('does not send again what may have arrived', async () => {
		fake.failures.push('hangUp');
		await expect(run({})).rejects.toThrow('may or may not be in the group');
		expect(fake.received).toEqual([]);
	});
});
