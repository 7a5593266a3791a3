import type { WhenTooLong } from '../notification/inParts';
import type { Notification } from '../notification/notification';
import type { RobotAccess, RobotNode, RobotRequest } from './access';
import type { ChatAppMessages } from './chatAppMessages';
import type { RobotItem } from './item';
import type { Mentioning } from './mentioning';
import type { Threads } from './threads';

type Awaitable<Value> = Value | Promise<Value>;

/** How a robot writes the notifications of an item. */
export interface Writing {
	/** All that `write` depends on: notifications that are written alike may share a message. */
	options: object;
	/** The request bodies. @throws {ExplainedError} */
	write(notification: Notification, place?: Place): object[];
}

/** Where a notification stands that is one of several messages. */
export interface Place {
	/** Another one comes before it, which has mentioned whom to mention. */
	isContinued?: boolean;
	/** It has to fit into one message, or is refused. */
	mustFit?: boolean;
}

/** What the parameters say, as it is for that notification at that place. */
export function optionsAt<
	Mentions,
	Options extends { whenTooLong: WhenTooLong; mentions: Mentions },
>(
	{ mentioned }: Notification,
	{ isContinued, mustFit }: Place = {},
	options: Options,
	{ nobody, joined }: Pick<Mentioning<Mentions>, 'nobody' | 'joined'>,
): Options {
	const mentions = isContinued ? nobody : options.mentions;
	return {
		...options,
		mentions: mentioned ? joined(mentions, mentioned) : mentions,
		...(mustFit ? { whenTooLong: 'fail' } : {}),
	};
}

/** What makes a robot the one of its platform. Its node has its description besides. */
export interface RobotDesign<Access extends RobotAccess = RobotAccess> {
	/** The robot that the credential names. */
	access(node: RobotNode): Promise<Access>;
	/** Asks the platform for what the messages of an item need, before they wait for their turn. */
	prepare?(item: RobotItem<Access>): Promise<void>;
	/** What its messages mention people by. */
	mentioning: Pick<Mentioning<unknown, Access>, 'entries'>;
	/** "Send Notification". */
	writing(item: RobotItem<Access>): Awaitable<Writing>;
	/** "Send Message": the request bodies of the chosen type. @throws {ExplainedError} */
	messages(item: RobotItem<Access>): Awaitable<object[]>;
	/** Where the messages of an item go, when not all go the same way. */
	request?(item: RobotItem<Access>): RobotRequest;
	/**
	 * Where the platform can do so: how the messages of a long one hang together,
	 * and with the option `oneThread` all notifications about one conversation.
	 */
	threads?(item: RobotItem<Access>): Threads | undefined;
	/** Where people can answer its messages, see `ChatAppMessages`. */
	chatApp?(access: Access): ChatAppMessages | undefined;
	/** Further operations, by their value. Each returns the item's output. */
	operations?: Record<string, (item: RobotItem<Access>) => Promise<Record<string, unknown>>>;
}
