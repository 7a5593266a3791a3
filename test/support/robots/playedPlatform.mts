import type { Language } from '../../../src/words/language.ts';
import type { Reading } from './reading.mts';

type InEveryLanguage = Readonly<Record<Language, string>>;

/** What a group got: when, as the platform received it, and as people read it. */
export interface Heard {
	/** ms since 1970. */
	at: number;
	body: any;
	content: string;
}

/** What a robot's address received, accepted or not. */
export interface ReceivedByRobot extends Heard {
	robot: string;
	/** What the platform answered, where it did not accept it. */
	refusal?: string;
	/** Where a message can be changed: which one it is, when it was posted, and whether this changes it. */
	message?: { id: string; postedAt: number; isChange: boolean };
}

/** A robot in a group, and what its user enters in n8n. */
export interface PlayedRobot {
	/** How the fake knows it. */
	robot: string;
	credentialType: string;
	credential: Record<string, string>;
	/** What its user sets in the node besides. */
	parameters?: Record<string, string>;
}

/** A running fake. */
export interface RunningFake {
	/** A robot in a new group. @param token of its own, such as a UUID. */
	add(token: string): PlayedRobot;
	/** What its group has heard, in order. */
	messagesOf(robot: string): Heard[];
	onMessage(listener: (message: ReceivedByRobot) => void): void;
	stop(): Promise<void>;
}

/** A platform as this machine plays it: by a fake of it, and as its groups see it. It needs nothing of n8n. */
export interface PlayedPlatform {
	/** As its folders are called; its node is `<name>Robot`. */
	name: string;
	/** What people call it. */
	called: InEveryLanguage;
	/** A group or channel of a service on it. */
	groupCalled: InEveryLanguage;
	/** @param timeZone IANA name: of who reads it, where the platform shows times so. */
	read(body: any, timeZone?: string): Reading;
	start(): Promise<RunningFake>;
}
