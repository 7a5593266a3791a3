import { randomUUID } from 'node:crypto';

import type { N8nApi } from './n8nApi.mts';
import { FakeDingTalk, type FakeDingTalkRobot } from '../robots/dingTalk/fakeDingTalk.mts';
import { FakeDiscord, type FakeDiscordWebhook } from '../robots/discord/fakeDiscord.mts';
import { FakeFeishu, type FakeFeishuRobot } from '../robots/feishu/fakeFeishu.mts';
import { FakeSlack } from '../robots/slack/fakeSlack.mts';
import { FakeWeCom, type FakeRobot } from '../robots/weCom/fakeWeCom.mts';

/** What a group got: when, as the platform received it, and as people read it. */
export interface Heard {
	/** ms since 1970. */
	at: number;
	body: any;
	content: string;
}

/** What came for a group, accepted or not. */
export interface Received extends Heard {
	group: Group;
	/** What the platform answered, where it did not accept it. */
	refusal?: string;
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

	private readonly discordWebhooks: FakeDiscordWebhook[] = [];

	/** By the name of the robot on its platform. */
	private readonly groups = new Map<string, Group>();

	private readonly listeners = new Set<(message: Received) => void>();

	private weCom!: FakeWeCom;

	private feishu!: FakeFeishu;

	private dingTalk!: FakeDingTalk;

	private slack!: FakeSlack;

	private discord!: FakeDiscord;

	private constructor() {}

	static async start(): Promise<Groups> {
		const groups = new Groups();
		groups.weCom = await FakeWeCom.start({ robots: groups.weComRobots });
		groups.feishu = await FakeFeishu.start({ robots: groups.feishuRobots });
		groups.dingTalk = await FakeDingTalk.start({ robots: groups.dingTalkRobots });
		groups.slack = await FakeSlack.start({ webhooks: groups.slackHooks });
		groups.discord = await FakeDiscord.start({ webhooks: groups.discordWebhooks });
		groups.weCom.onMessage((message) => groups.tell(message, message.errcode));
		groups.feishu.onMessage((message) => groups.tell(message, message.code));
		groups.dingTalk.onMessage((message) => groups.tell(message, message.errcode));
		groups.slack.onMessage((message) => groups.tell(message, message.code));
		groups.discord.onMessage((message) => groups.tell(message, message.code));
		return groups;
	}

	async stop(): Promise<void> {
		const { weCom, feishu, dingTalk, slack, discord } = this;
		for (const fake of [weCom, feishu, dingTalk, slack, discord]) await fake.stop();
	}

	/** Tells of all that comes for any group from now on. */
	onMessage(listener: (message: Received) => void): void {
		this.listeners.add(listener);
	}

	/** A new group for a robot node, by the name of its type: `weComRobot` and so on. */
	add(node: string): Group | undefined {
		const token = randomUUID();
		const { weCom, feishu, dingTalk, slack, discord } = this;
		switch (node) {
			case 'weComRobot':
				this.weComRobots.push({ key: token, group: token });
				return this.known(token, {
					credentialType: 'weComRobotApi',
					credential: { key: weCom.webhookUrl(token), baseUrl: weCom.url },
					heard: () => weCom.messagesOf(token),
				});
			case 'feishuRobot':
				this.feishuRobots.push({ token, group: token, secret });
				return this.known(token, {
					credentialType: 'feishuRobotApi',
					credential: { webhook: feishu.webhookUrl(token), secret },
					heard: () => feishu.messagesOf(token),
				});
			case 'dingTalkRobot':
				this.dingTalkRobots.push({ token, group: token, secret });
				return this.known(token, {
					credentialType: 'dingTalkRobotApi',
					credential: { webhook: dingTalk.webhookUrl(token), secret },
					heard: () => dingTalk.messagesOf(token),
				});
			case 'slackRobot': {
				const hook = `T00000000/B00000000/${token}`;
				this.slackHooks.push(hook);
				return this.known(hook, {
					credentialType: 'slackWebhookApi',
					credential: { url: slack.webhookUrl(hook), baseUrl: slack.url },
					heard: () => slack.messagesOf(hook),
				});
			}
			case 'discordRobot': {
				const id = String(223_704_706_495_545_344n + BigInt(this.discordWebhooks.length));
				this.discordWebhooks.push({ id, token });
				return this.known(id, {
					credentialType: 'discordRobotApi',
					credential: { webhook: discord.webhookUrl(id) },
					heard: () => discord.messagesOf(id),
				});
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

	private known(robot: string, group: Group): Group {
		this.groups.set(robot, group);
		return group;
	}

	private tell({ robot, ...heard }: Heard & { robot: string }, code: number | string): void {
		const group = this.groups.get(robot);
		if (!group) return;
		const refusal = code === 0 || code === 'ok' ? undefined : String(code);
		for (const listener of this.listeners) listener({ ...heard, group, refusal });
	}
}
