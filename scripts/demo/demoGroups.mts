import { FakeDingTalk } from '../../test/support/fakeDingTalk.mts';
import { FakeFeishu } from '../../test/support/fakeFeishu.mts';
import { FakeSlack } from '../../test/support/fakeSlack.mts';
import { FakeWeCom } from '../../test/support/fakeWeCom.mts';
import { readDingTalk } from '../../test/support/groupView/dingTalk.mts';
import { readFeishu } from '../../test/support/groupView/feishu.mts';
import { readSlack } from '../../test/support/groupView/slack.mts';
import { readWeCom } from '../../test/support/groupView/weCom.mts';

/** A group chat of the demo, and how a workflow speaks to it. */
export interface DemoGroup {
	name: string;
	/** The node, without the name of the package, and its credential. */
	node: string;
	credentialType: string;
	credential: Record<string, string>;
}

/** What a group sees, or the code with which its robot was refused. */
export interface ShownMessage {
	group: string;
	/** ms since 1970. */
	at: number;
	text: string;
	html: string;
	refusal?: string;
}

export interface DemoGroups {
	service: DemoGroup;
	manager: DemoGroup;
	/** The same service, on the other platforms. */
	others: DemoGroup[];
	messages: ShownMessage[];
	onMessage(listener: (message: ShownMessage) => void): void;
	stop(): Promise<void>;
}

const secret = 'a-signing-secret-of-the-demo';
const slackHook = 'T00000000/B00000000/demo';

/** Starts fake robots of all four platforms, which behave like the real ones. */
export async function startDemoGroups(): Promise<DemoGroups> {
	const weCom = await FakeWeCom.start({
		robots: [
			{ key: 'service-robot', group: 'Service group' },
			{ key: 'manager-robot', group: 'Manager group' },
		],
	});
	const feishu = await FakeFeishu.start({
		robots: [{ token: 'service-robot', group: 'Feishu group', secret }],
	});
	const dingTalk = await FakeDingTalk.start({
		robots: [{ token: 'service-robot', group: 'DingTalk group', secret }],
	});
	const slack = await FakeSlack.start({ webhooks: [slackHook] });

	const messages: ShownMessage[] = [];
	const listeners: Array<(message: ShownMessage) => void> = [];
	function show(group: string, at: number, body: unknown, refusal: string | undefined, read: Read) {
		const { text, html } = refusal ? { text: '', html: '' } : read(body);
		const message = { group, at, text, html, refusal };
		messages.push(message);
		for (const listener of listeners) listener(message);
	}
	weCom.onMessage(({ robot, at, body, errcode }) => {
		const group = robot === 'manager-robot' ? 'Manager group' : 'Service group';
		show(group, at, body, refusalOf(errcode), readWeCom);
	});
	feishu.onMessage(({ at, body, code }) =>
		show('Feishu group', at, body, refusalOf(code), readFeishu),
	);
	dingTalk.onMessage(({ at, body, errcode }) =>
		show('DingTalk group', at, body, refusalOf(errcode), readDingTalk),
	);
	slack.onMessage(({ at, body, code }) =>
		show('Slack channel', at, body, code === 'ok' ? undefined : code, readSlack),
	);

	const weComGroup = (name: string, key: string): DemoGroup => ({
		name,
		node: 'weComRobot',
		credentialType: 'weComRobotApi',
		credential: { key: weCom.webhookUrl(key), baseUrl: weCom.url },
	});
	return {
		service: weComGroup('Service group', 'service-robot'),
		manager: weComGroup('Manager group', 'manager-robot'),
		others: [
			{
				name: 'Feishu group',
				node: 'feishuRobot',
				credentialType: 'feishuRobotApi',
				credential: { webhook: feishu.webhookUrl('service-robot'), secret },
			},
			{
				name: 'DingTalk group',
				node: 'dingTalkRobot',
				credentialType: 'dingTalkRobotApi',
				credential: { webhook: dingTalk.webhookUrl('service-robot'), secret },
			},
			{
				name: 'Slack channel',
				node: 'slackRobot',
				credentialType: 'slackWebhookApi',
				credential: { url: slack.webhookUrl(slackHook), baseUrl: slack.url },
			},
		],
		messages,
		onMessage: (listener) => listeners.push(listener),
		async stop() {
			for (const fake of [weCom, feishu, dingTalk, slack]) await fake.stop();
		},
	};
}

type Read = (body: any) => { text: string; html: string };

function refusalOf(code: number): string | undefined {
	return code === 0 ? undefined : String(code);
}
