import type { INodeParameters } from 'n8n-workflow';

import { DingTalkRobotApi } from '../../../credentials/DingTalkRobotApi.credentials';
import { DingTalkRobot } from '../../../nodes/DingTalkRobot/DingTalkRobot.node';
import { FakeDingTalk } from '../../support/robots/dingTalk/fakeDingTalk.mts';
import { messageOf, testRobotCredential } from '../../support/nodes/robotNode.mts';
import { escalationItems, serviceEvents } from '../../support/sources/serviceEvents.mts';
import {
	ELSEWHERE,
	KEYED,
	SIGNED,
	signedRobotPromises,
	signedRobotRun,
	signedRobots,
	signingSecret,
} from '../../support/robots/signedRobots.mts';

let fake: FakeDingTalk;
beforeEach(async () => {
	fake = await FakeDingTalk.start({ robots: signedRobots });
});
afterEach(async () => await fake.stop());

const run = signedRobotRun(new DingTalkRobot(), new DingTalkRobotApi(), () => fake);
const bodies = () => fake.messagesOf(SIGNED).map(({ body: { msgUuid, ...body } }) => body);

describe('the DingTalk robot', () => {
	it('sends a reminder as signed markdown without any parameters', async () => {
		const [item] = await run({}, [escalationItems['reminder first']]);
		expect(item.json).toMatchObject({ errcode: 0, messagesSent: 1 });
		const [{ content, body }] = fake.messagesOf(SIGNED);
		expect(body.msgtype).toBe('markdown');
		for (const said of ['Visitor15', 'Where is my order?', 'reminder 1 of 4']) {
			expect(content).toContain(said);
		}
	});

	it('repeats a message of which nobody knows whether it arrived, and it shows once', async () => {
		fake.failures.push('takeAndHangUp');
		const [item] = await run({});
		expect(item.json.errcode).toBe(0);
		expect(fake.received).toHaveLength(2);
		expect(fake.messagesOf(SIGNED)).toHaveLength(1);
	});

	it('sends links as buttons of an action card', async () => {
		const issue = serviceEvents.find(({ kind }) => kind === 'issue.opened')!;
		await run({}, [{ ...issue } as any]);
		expect(bodies()[0].actionCard).toMatchObject({ singleTitle: 'Open', singleURL: issue.url });
	});

	const page = 'https://example.com/o?a=1&b=(2)';
	const wrapped = (url: string, isSidebar: boolean) =>
		`dingtalk://dingtalkclient/page/link?url=${encodeURIComponent(url)}&pc_slide=${isSidebar}`;
	const define = (...urls: string[]) => ({
		notification: 'define',
		title: 'T',
		body: urls.map((url) => `[x](<${url}>)`).join(' '),
		links: { rows: urls.map((url) => ({ text: 'Open', url })) },
	});

	it.each([
		['sidebar', page.replace('(2)', '%282%29')],
		['browser', wrapped(page.replace('(2)', '%282%29'), false)],
	])('opens links in the %s, buttons and others', async (openLinksIn, address) => {
		await run({ ...define(page), options: { openLinksIn } });
		const [{ actionCard }] = bodies();
		expect(actionCard.singleURL).toBe(address);
		expect(actionCard.text).toContain(`[x](${address})`);
	});

	it.each(['sidebar', 'browser'])(
		'keeps what an author says of a link in the %s',
		async (place) => {
			const plain = 'https://example.com/7';
			const own = [wrapped(plain, true), wrapped(plain, false)];
			await run({ ...define(...own), options: { openLinksIn: place } });
			const [{ actionCard }] = bodies();
			expect(actionCard.btns.map(({ actionURL }: any) => actionURL)).toEqual(own);
			for (const address of own) expect(actionCard.text).toContain(`[x](${address})`);
		},
	);

	it.each([
		wrapped('javascript:alert(1)', false),
		wrapped(wrapped(page, false), false),
		'dingtalk://dingtalkclient/page/link?pc_slide=false',
		'dingtalk://dingtalkclient/action/sendmsg?dingtalk_id=x',
	])('refuses a link that leads to no page: %s', async (url) => {
		await expect(run(define(url))).rejects.toThrow('does not lead to a web page');
	});

	it('opens the links of messages in the browser, but for those that say where', async () => {
		const own = wrapped(page, true);
		const options = { openLinksIn: 'browser' };
		const rows = [page, own].map((url) => ({ title: 'Open', url }));
		const titled = { messageTitle: 'T', content: 'text' };
		await run({ ...messageOf('link', { ...titled, linkUrl: page }), options });
		await run({ ...messageOf('actionCard', { ...titled, buttons: { rows } }), options });
		await run({ ...messageOf('feedCard', { feedLinks: { rows } }), options });
		const [{ link }, { actionCard }, { feedCard }] = bodies();
		expect(link.messageUrl).toBe(wrapped(page, false));
		const both = [wrapped(page, false), own];
		expect(actionCard.btns.map(({ actionURL }: any) => actionURL)).toEqual(both);
		expect(feedCard.links.map(({ messageURL }: any) => messageURL)).toEqual(both);
	});

	it('names whom it mentions, for DingTalk notifies nobody else', async () => {
		await run({ mention: { users: 'user123', mobiles: '13800001111' } });
		expect(bodies()[0].at).toEqual({
			atUserIds: ['user123'],
			atMobiles: ['13800001111'],
			isAtAll: false,
		});
		expect(bodies()[0].markdown.text).toContain('@user123 @13800001111');
	});

	const at = { atUserIds: [], atMobiles: ['180xxxxxx'].map(() => '18000000000'), isAtAll: false };
	it.each([
		[
			'text',
			{ content: '我就是我, @18000000000 是不一样的烟火', mention: { mobiles: '18000000000' } },
			{ msgtype: 'text', text: { content: '我就是我, @18000000000 是不一样的烟火' }, at },
		],
		[
			'markdown',
			{ messageTitle: '杭州天气', content: '#### 杭州天气 @150' },
			{ msgtype: 'markdown', markdown: { title: '杭州天气', text: '#### 杭州天气 @150' } },
		],
		[
			'markdown',
			{ messageTitle: '', content: '## First line\ntext' },
			{ msgtype: 'markdown', markdown: { title: 'First line', text: '## First line  \ntext' } },
		],
		[
			'link',
			{
				messageTitle: '时代的火车向前开',
				content: 'text',
				linkUrl: 'https://open.dingtalk.com/document/',
			},
			{
				msgtype: 'link',
				link: {
					title: '时代的火车向前开',
					text: 'text',
					messageUrl: 'https://open.dingtalk.com/document/',
				},
			},
		],
		[
			'actionCard',
			{
				messageTitle: 'T',
				content: 'text',
				buttons: { rows: [{ title: '阅读全文', url: 'https://www.dingtalk.com/' }] },
			},
			{
				msgtype: 'actionCard',
				actionCard: {
					title: 'T',
					text: 'text',
					singleTitle: '阅读全文',
					singleURL: 'https://www.dingtalk.com/',
				},
			},
		],
		[
			'actionCard',
			{
				messageTitle: 'T',
				content: 'text',
				buttons: {
					rows: [
						{ title: '内容不错', url: 'https://www.dingtalk.com/' },
						{ title: '不感兴趣', url: 'https://www.dingtalk.com/' },
					],
				},
				options: { areSideBySide: true, hideAvatar: true },
			},
			{
				msgtype: 'actionCard',
				actionCard: {
					title: 'T',
					text: 'text',
					hideAvatar: '1',
					btnOrientation: '1',
					btns: [
						{ title: '内容不错', actionURL: 'https://www.dingtalk.com/' },
						{ title: '不感兴趣', actionURL: 'https://www.dingtalk.com/' },
					],
				},
			},
		],
		[
			'feedCard',
			{
				feedLinks: {
					rows: [
						{
							title: '时代的火车向前开1',
							url: 'https://www.dingtalk.com/',
							pictureUrl: 'https://img.alicdn.com/p.png',
						},
					],
				},
			},
			{
				msgtype: 'feedCard',
				feedCard: {
					links: [
						{
							title: '时代的火车向前开1',
							messageURL: 'https://www.dingtalk.com/',
							picURL: 'https://img.alicdn.com/p.png',
						},
					],
				},
			},
		],
		[
			'json',
			{ json: '{"msgtype":"text","text":{"content":"raw"}}' },
			{ msgtype: 'text', text: { content: 'raw' } },
		],
	] as Array<[string, INodeParameters, object]>)(
		'sends a message of type %s',
		async (type, part, body) => {
			await run(messageOf(type, part));
			expect(bodies()).toEqual([body]);
		},
	);

	signedRobotPromises(run, () => fake.messagesOf(KEYED)[0].content);

	it('keeps still for the ten minutes of a penalty', async () => {
		fake.failures.push(130101);
		await expect(run({})).rejects.toThrow(/^Too many messages, try again at/);
		await expect(run({})).rejects.toThrow(/^Rate limited, try again at/);
		expect(fake.received).toHaveLength(1);
	});
});

describe("the test of a DingTalk robot's credential", () => {
	const test = async (data: Record<string, string>) =>
		await testRobotCredential(new DingTalkRobot(), 'dingTalkRobotApi', {
			...data,
			customBaseUrl: fake.url,
		});

	it.each([
		[{ webhook: SIGNED, secret: signingSecret }, 'OK'],
		// A keyword is the message's affair.
		[{ webhook: KEYED }, 'OK'],
		[{ webhook: SIGNED, secret: 'wrong-secret' }, 'Error'],
		[{ webhook: 'unknown-token' }, 'Error'],
		[{ webhook: ELSEWHERE }, 'Error'],
		[{ webhook: '' }, 'Error'],
	] as Array<[Record<string, string>, string]>)(
		'of %j says %s and posts nothing',
		async (data, status) => {
			const result = await test(data);
			expect(result.status).toBe(status);
			expect(result.message).not.toContain('wrong-secret');
			expect(fake.received.filter(({ errcode }) => errcode === 0)).toEqual([]);
		},
	);
});
