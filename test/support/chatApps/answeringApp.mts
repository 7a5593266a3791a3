import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { ChatTriggerOptions } from '../nodes/chatTrigger.mts';

/** Who presses or writes; Ann unless given. */
export interface Somebody {
	user?: string;
	/** Of another organization. */
	isForeign?: boolean;
}

/** One app in a workspace of its own, as people use it, whatever its platform is: for tests of what all do alike. */
export interface AnsweringApp {
	/** Chats that the app is in. */
	chats: string[];
	/** Ids of Ann, Bob, and of somebody whose name is markup. */
	ann: string;
	bob: string;
	marked: string;
	credentials: ChatTriggerOptions['credentials'];
	/** By the robot's node. Gives the id of each message. */
	send(items: IDataObject[], chat?: string, options?: INodeParameters): Promise<string[]>;
	/** What the chat reads of a message now. */
	contentOf(message: string, chat?: string): string;
	mentionsAndLinksOf(message: string, chat?: string): string[];
	/** The labels of the buttons that ask the app. */
	buttonsOf(message: string, chat?: string): string[];
	/** The value of its first button. */
	valueOf(message: string, chat?: string): string;
	/** How often the message was changed by the API. */
	changesOf(message: string, chat?: string): number;
	/** Presses a button that the message has now. Gives the id of the delivery. */
	pressIn(message: string, label: string, by?: Somebody, chat?: string): string;
	/** A press as somebody forges it. */
	press(value: string, message: string, chat: string): string;
	/** Writes to the app, or with `isToApp` false into the chat. */
	say(text: string, where?: { repliesTo?: string; isToApp?: boolean }): string;
	/** Resolves when the platform was answered. */
	acknowledgement(delivery: string): Promise<unknown>;
	/** How often it was. */
	acknowledgements(delivery: string): number;
	repeat(delivery: string): void;
	/** What was told to one person alone, and to whom. */
	told(): Array<[user: string, text: string]>;
	/** Refuses all connections for now; undefined lets them in again. */
	refuse(isRefused: boolean): void;
	drop(): void;
	connections(): number;
	stop(): Promise<void>;
}

/**
 * What a platform does not have. `guests`: it does not say who is one. `names`: it
 * knows people by their ids alone. `notes`: who pressed is told what the message does
 * not say by another message. `tellingGuests`: it can tell a guest nothing. `overhearing`: it delivers only what is said to the
 * app. `changes`: a message changes only when somebody presses in it.
 * `sendingWithoutConnection`: an app sends by the connection on which answers come.
 */
export type Lack =
	| 'guests'
	| 'names'
	| 'notes'
	| 'tellingGuests'
	| 'overhearing'
	| 'changes'
	| 'sendingWithoutConnection';

export interface AnsweringPlatform<App extends AnsweringApp = AnsweringApp> {
	/** The value of the parameter Platform. */
	platform: string;
	/** As the answers name it. */
	name: string;
	lacks: Lack[];
	start(): Promise<App>;
}
