import { randomUUID } from 'node:crypto';

import type {
	Heard,
	PlayedPlatform,
	ReceivedByRobot,
	RunningFake,
} from '../robots/playedPlatform.mts';
import { playedPlatforms } from '../robots/playedPlatforms.mts';
import type { N8nApi } from './n8nApi.mts';

/** What came for a group, accepted or not. */
export interface Received extends ReceivedByRobot {
	group: Group;
}

/** A group chat with a robot in it. */
export interface Group {
	credentialType: string;
	/** What the user enters in the credential. */
	credential: Record<string, string>;
	/** What the user sets in the node besides. */
	parameters?: Record<string, string>;
	/** How the fake of its platform knows it. */
	robot: string;
	/** In the order in which it came. */
	heard(): Heard[];
}

/** Fake robots of all platforms; each group that is added has one of its own. */
export class Groups {
	/** By the name of the robot node's type. */
	private readonly fakes = new Map<string, RunningFake>();

	/** By the name of the robot on its platform. */
	private readonly groups = new Map<string, Group>();

	private readonly listeners = new Set<(message: Received) => void>();

	private constructor() {}

	static async start(platforms: PlayedPlatform[] = playedPlatforms): Promise<Groups> {
		const groups = new Groups();
		for (const { name, start } of platforms) {
			const fake = await start();
			fake.onMessage((message) => groups.tell(message));
			groups.fakes.set(`${name}Robot`, fake);
		}
		return groups;
	}

	async stop(): Promise<void> {
		for (const fake of this.fakes.values()) await fake.stop();
	}

	/** Tells of all that comes for any group from now on. */
	onMessage(listener: (message: Received) => void): void {
		this.listeners.add(listener);
	}

	/** A new group for a robot node, by the name of its type: `weComRobot` and so on. */
	add(node: string): Group | undefined {
		const fake = this.fakes.get(node);
		if (!fake) return undefined;
		const entered = fake.add(randomUUID());
		const { robot } = entered;
		const group: Group = { ...entered, heard: () => fake.messagesOf(robot) };
		this.groups.set(robot, group);
		return group;
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

	private tell(message: ReceivedByRobot): void {
		const group = this.groups.get(message.robot);
		if (!group) return;
		for (const listener of this.listeners) listener({ ...message, group });
	}
}
