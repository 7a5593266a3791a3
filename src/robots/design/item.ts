import type { WhenTooLong } from '../notification/inParts';
import type { Language } from '../../words/language';
import type { RateLimiter } from '../sending/rateLimiter';
import type { AssignedAgent } from '../mentions/assignedAgent';
import type { NotMentioned } from '../mentions/mentioned';
import type { Notification } from '../notification/notification';
import type { RobotAccess, RobotRequest } from './access';

export interface SendingOptions {
	language: Language;
	whenTooLong: WhenTooLong;
	/** ms that a message may wait for its turn. */
	wait: number;
	digestFrom: number;
}

export interface BinaryInput {
	bytes: Buffer;
	fileName: string;
	mimeType: string;
}

/** One item at a robot: what the parameters of its node say, and the way to the platform. */
export interface RobotItem<Access extends RobotAccess = RobotAccess> {
	readonly sending: SendingOptions;
	readonly access: Access;
	/** A parameter as text, empty where there is none. */
	text(name: string): string;
	/** @param displayName for the error. @throws {ExplainedError} */
	json(name: string, displayName: string): unknown;
	/** @param displayName for the error. @throws {ExplainedError} */
	jsonObject(name: string, displayName: string): Record<string, unknown>;
	/** Rows of a fixed collection whose only group is `rows`. */
	rows<Row = Record<string, unknown>>(name: string): Row[];
	/** An entry of a collection, "Options" where nothing else is said. */
	option<Value>(name: string, fallback: Value, collection?: string): Value;
	/** An entry of a collection that is one of a few. @param displayName for the error. @throws {ExplainedError} */
	choice<Choice extends string>(
		name: string,
		displayName: string,
		choices: readonly Choice[],
		fallback: Choice,
		collection?: string,
	): Choice;
	/** An entry of a collection that is a text, without the blanks around it. */
	optionText(name: string, collection?: string): string;
	/** A list of ids under "Mention". */
	mentioned(name: string): string[];
	/** The mobile numbers under "Mention", as they were written. */
	mentionedMobiles(): string[];
	/** "Assigned Agent" under "Mention"; undefined where it was not added. @throws {ExplainedError} of rows that are none. */
	readonly assignedAgent: AssignedAgent | undefined;
	/** Whether "On Duty" under "Mention" is on. */
	readonly mentionsOnDuty: boolean;
	/** Who the item says is to answer, and who is on duty. */
	readonly concerned: Pick<Notification, 'agents' | 'onDuty'>;
	/** Says in what the item leaves with whom its message does not mention; the same once. */
	reportNotMentioned(somebody: NotMentioned): void;
	/** The file in the binary field that the parameters name. */
	binary(): Promise<BinaryInput>;
	/** Makes one request that counts as a message. Returns the platform's answer. @throws {ExplainedError} */
	request(request: RobotRequest): Promise<Record<string, unknown>>;
	/** Makes a request that is no message, by a rate limiter of its own. @throws {ExplainedError} */
	ask(request: RobotRequest, rateLimiter: RateLimiter): Promise<Record<string, unknown>>;
	/** Posts to an address that has its own authentication in it. @throws an error without the address. */
	post(url: string, request: RobotRequest): Promise<void>;
	/** Sends messages and returns what the platform said of the last. @throws {ExplainedError} */
	send(bodies: object[], request?: RobotRequest): Promise<Record<string, unknown>>;
}
