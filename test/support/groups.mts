import { randomUUID } from 'node:crypto';

import type { N8nApi } from '../../scripts/lib/n8nApi.mts';
import { FakeDingTalk, type FakeDingTalkRobot } from './fakeDingTalk.mts';
import { FakeFeishu, type FakeFeishuRobot } from './fakeFeishu.mts';
import { FakeSlack } from './fakeSlack.mts';
import { FakeWeCom, type FakeRobot } from './fakeWeCom.mts';

/** What a group got: when, as the platform received it, and as people read it. */
export interface Heard {
	/** ms since 1970. */
	at: number;
	body: any;
	content: string;
}

/** A group chat with a robot in it. */
export interface Group {
	credentialType: string;
	/** What the user enters in the credential. */
	credential: Record<string, string>;
	/** In the order in which it came. */
	heard(): Heard[];
}

const secret = 'SEC-of-a-group';

/** Fake robots of all platforms; each group that is added has one of its own. */
export class Groups {
	private readonly weComRobots: FakeRobot[] = [];

	private readonly feishuRobots: FakeFeishuRobot[] = [];

	private readonly dingTalkRobots: FakeDingTalkRobot[] = [];

	private readonly slackHooks: string[] = [];

	private weCom!: FakeWeCom;

	private feishu!: FakeFeishu;

	private dingTalk!: FakeDingTalk;

	private slack!: FakeSlack;

	private constructor() {}

	static async start(): Promise<Groups> {
		const groups = new Groups();
		groups.weCom = await FakeWeCom.start({ robots: groups.weComRobots });
		groups.feishu = await FakeFeishu.start({ robots: groups.feishuRobots });
		groups.dingTalk = await FakeDingTalk.start({ robots: groups.dingTalkRobots });
		groups.slack = await FakeSlack.start({ webhooks: groups.slackHooks });
		return groups;
	}

	async stop(): Promise<void> {
		for (const fake of [this.weCom, this.feishu, this.dingTalk, this.slack]) await fake.stop();
	}

	/** A new group for a robot node, by the name of its type: `weComRobot` and so on. */
	add(node: string): Group | undefined {
		const token = randomUUID();
		const { weCom, feishu, dingTalk, slack } = this;
		switch (node) {
			case 'weComRobot':
				this.weComRobots.push({ key: token, group: token });
				return {
					credentialType: 'weComRobotApi',
					credential: { key: weCom.webhookUrl(token), baseUrl: weCom.url },
					heard: () => weCom.messagesOf(token),
				};
			case 'feishuRobot':
				this.feishuRobots.push({ token, group: token, secret });
				return {
					credentialType: 'feishuRobotApi',
					credential: { webhook: feishu.webhookUrl(token), secret },
					heard: () => feishu.messagesOf(token),
				};
			case 'dingTalkRobot':
				this.dingTalkRobots.push({ token, group: token, secret });
				return {
					credentialType: 'dingTalkRobotApi',
					credential: { webhook: dingTalk.webhookUrl(token), secret },
					heard: () => dingTalk.messagesOf(token),
				};
			case 'slackRobot': {
				const hook = `T00000000/B00000000/${token}`;
				this.slackHooks.push(hook);
				return {
					credentialType: 'slackWebhookApi',
					credential: { url: slack.webhookUrl(hook), baseUrl: slack.url },
					heard: () => slack.messagesOf(hook),
				};
			}
			default:
				return undefined;
		}
	}

	/** A new group, and its credential in n8n. */
	async addTo(
		api: N8nApi,
		node: string,
		name: string,
	): Promise<(Group & { id: string }) | undefined> {
		const group = this.add(node);
		if (!group) return undefined;
		const id = await api.createCredential(name, group.credentialType, group.credential);
		return { ...group, id };
	}
}
