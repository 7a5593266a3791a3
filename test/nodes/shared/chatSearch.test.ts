import type { ICredentialDataDecryptedObject, INodeListSearchResult } from 'n8n-workflow';

import { FeishuAppApi } from '../../../credentials/FeishuAppApi.credentials';
import { SlackAppApi } from '../../../credentials/SlackAppApi.credentials';
import { SlackBotApi } from '../../../credentials/SlackBotApi.credentials';
import { FeishuRobot } from '../../../nodes/FeishuRobot/FeishuRobot.node';
import { SlackRobot } from '../../../nodes/SlackRobot/SlackRobot.node';
import { listed } from '../../support/nodes/chatList.mts';
import { runRobotNode, type RobotRun } from '../../support/nodes/robotNode.mts';
import { FakeFeishuApi } from '../../support/robots/feishu/fakeFeishuApi.mts';
import { FakeSlack } from '../../support/robots/slack/fakeSlack.mts';

/* The list of chats in the panel of a robot, as n8n's editor asks for it. */

const namesOf = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);

describe('of a Feishu app', () => {
	const robot = new FeishuRobot();
	let api: FakeFeishuApi;
	const chats = [
		{ id: 'oc_1', name: '售后支持群' },
		{ id: 'oc_2', name: 'VIP' },
		{ id: 'oc_3', name: 'VIP' },
		{ id: 'oc_4', name: '' },
		{ id: 'oc_5', name: 'Of others', isMember: false },
		{ id: 'oc_6', name: 'Two\nlines' },
		...Array.from({ length: 150 }, (_, index) => ({ id: `oc_n${index}`, name: `Branch ${index}` })),
	];
	beforeEach(async () => {
		api = await FakeFeishuApi.start({ chats });
	});
	afterEach(async () => await api.stop());

	const credentials = (data: ICredentialDataDecryptedObject = {}): RobotRun['credentials'] => ({
		feishuAppApi: {
			type: new FeishuAppApi(),
			data: { appId: api.appId, appSecret: api.appSecret, customBaseUrl: api.url, ...data },
		},
	});

	it('has the groups that its bot is in, told apart where they are called the same', async () => {
		const page = await listed(robot, credentials());
		expect(page.results.slice(0, 5)).toEqual([
			{ name: '售后支持群', value: 'oc_1' },
			{ name: 'VIP (oc_2)', value: 'oc_2' },
			{ name: 'VIP (oc_3)', value: 'oc_3' },
			{ name: 'oc_4', value: 'oc_4' },
			{ name: 'Two\\nlines', value: 'oc_6' },
		]);
		const rest = await listed(robot, credentials(), { from: page.paginationToken });
		expect(page.results).toHaveLength(100);
		expect(rest.results).toHaveLength(55);
		expect(rest.paginationToken).toBeUndefined();
	});

	it('has those whose name has what was typed, on whatever page', async () => {
		expect(namesOf(await listed(robot, credentials(), { words: 'branch 149' }))).toEqual([
			'Branch 149',
		]);
		expect(await listed(robot, credentials(), { words: 'nobody' })).toEqual({ results: [] });
	});

	it('has nothing without the permission, and names it', async () => {
		await api.stop();
		api = await FakeFeishuApi.start({ chats, mayReadChats: false });
		await expect(listed(robot, credentials())).rejects.toThrow(
			/The app lacks a permission.*publish a version.*im:chat:read\b.*By ID/,
		);
	});

	it.each([
		['an App ID that is none', { appId: 'x' }, /no App ID/],
		['a wrong secret', { appSecret: 'not-the-secret' }, /App Secret is wrong/],
		[
			'an address where nobody is',
			{ customBaseUrl: 'http://127.0.0.1:1' },
			/Feishu gives no list now\..*By ID/,
		],
	])('tells of %s, without the secret', async (_, data, words) => {
		const error = await listed(robot, credentials(data)).catch((one: Error) => one);
		expect(error).toMatchObject({ message: expect.stringMatching(words) });
		expect(JSON.stringify(error)).not.toContain('not-the-secret');
		expect(String((error as Error).stack)).not.toContain(api.appSecret);
	});

	it.each([
		['a page of a proxy', 'htmlPage' as const],
		['too many requests', 99991400],
		['no answer', 'hangUp' as const],
	])('tells of %s instead of showing none', async (_, failure) => {
		api.failures.push(failure);
		await expect(listed(robot, credentials())).rejects.toThrow(/By ID/);
	});

	it.each([
		['from the list', { __rl: true, mode: 'list', value: 'oc_1', cachedResultName: '售后支持群' }],
		['by its ID', { __rl: true, mode: 'id', value: ' oc_1 ' }],
		['by an expression', { __rl: true, mode: 'id', value: '={{ $json.chat }}' }],
		['as a text alone', 'oc_1'],
	])('is where the robot writes to, chosen %s', async (_, chat) => {
		await runRobotNode(robot, {
			items: [{ text: 'Hello', chat: 'oc_1' }],
			parameters: { authentication: 'app', operation: 'sendMessage', chat },
			credentials: credentials(),
		});
		expect(api.messagesOf('oc_1')).toHaveLength(1);
	});

	it('nothing is sent where nothing was chosen', async () => {
		await expect(
			runRobotNode(robot, {
				items: [{ text: 'Hello' }],
				parameters: { authentication: 'app', chat: { __rl: true, mode: 'list', value: '' } },
				credentials: credentials(),
			}),
		).rejects.toThrow(/Chat is empty/);
	});
});

describe('of a Slack bot', () => {
	const robot = new SlackRobot();
	const scopes = ['chat:write', 'channels:read', 'groups:read'];
	let slack: FakeSlack;
	beforeEach(async () => {
		slack = await FakeSlack.start({
			bots: [
				{ token: 'xoxb-good', scopes },
				{ token: 'xoxb-less', scopes: scopes.slice(0, 2) },
			],
			channels: [
				{ id: 'C1', name: 'support' },
				{ id: 'C2', name: 'of-others', isMember: false },
				{ id: 'C3', name: 'old', isArchived: true },
				{ id: 'G4', name: 'leads', isPrivate: true },
				...Array.from({ length: 450 }, (_, index) => ({ id: `C9${index}`, name: `shop-${index}` })),
			],
		});
	});
	afterEach(async () => await slack.stop());

	const app = (data: ICredentialDataDecryptedObject = {}): RobotRun['credentials'] => ({
		slackAppApi: {
			type: new SlackAppApi(),
			data: { botToken: 'xoxb-good', appToken: 'xapp-1', baseUrl: slack.apiUrl, ...data },
		},
	});
	const bot = (token: string): RobotRun['credentials'] => ({
		slackBotApi: { type: new SlackBotApi(), data: { token, baseUrl: slack.apiUrl } },
	});

	it('has the channels that it is in, public and private, with either credential', async () => {
		const page = await listed(robot, app());
		expect(page.results.slice(0, 3)).toEqual([
			{ name: '#support', value: 'C1' },
			{ name: '#leads', value: 'G4' },
			{ name: '#shop-0', value: 'C90' },
		]);
		expect(page.results).toHaveLength(200);
		expect(await listed(robot, bot('xoxb-good'), { authentication: 'bot' })).toEqual(page);
		const second = await listed(robot, app(), { from: page.paginationToken });
		const third = await listed(robot, app(), { from: second.paginationToken });
		expect(third.results).toHaveLength(52);
		expect(third.paginationToken).toBeUndefined();
	});

	it('has those whose name has what was typed, on whatever page', async () => {
		expect(namesOf(await listed(robot, app(), { words: '#SHOP-449' }))).toEqual(['#shop-449']);
	});

	it('has nothing without a scope, and names it', async () => {
		await expect(listed(robot, bot('xoxb-less'), { authentication: 'bot' })).rejects.toThrow(
			/lacks a permission.*channels:read and groups:read.*needed: groups:read/,
		);
	});

	it.each([
		['a token that is revoked', { botToken: 'xoxb-revoked' }, /does not accept the bot token/],
		['a token that is none', { botToken: 'x' }, /has no bot token/],
	])('tells of %s', async (_, data, words) => {
		await expect(listed(robot, app(data))).rejects.toThrow(words);
	});

	it('tells of a cursor that Slack does not take, and of a limit of requests', async () => {
		await expect(listed(robot, app(), { from: 'bogus' })).rejects.toThrow(/invalid_cursor/);
		slack.failures.push('rateLimit');
		await expect(listed(robot, app())).rejects.toThrow(/no list now \(ratelimited\)/);
	});

	it.each([
		['from the list', { __rl: true, mode: 'list', value: 'C1', cachedResultName: '#support' }],
		['as a text alone', 'C1'],
	])('is where the robot writes to, chosen %s', async (_, channel) => {
		await runRobotNode(robot, {
			items: [{ text: 'Hello' }],
			parameters: { authentication: 'app', operation: 'sendMessage', channel },
			credentials: app(),
		});
		expect(slack.messagesOf('C1')).toHaveLength(1);
	});
});
