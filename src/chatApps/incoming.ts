/** Who pressed or wrote, as the platform itself says: a customer cannot forge it. */
export interface ChatPerson {
	/** The platform's own id of the person, which never changes. */
	id: string;
	/** What the platform calls them in what it delivered; null where it does not say. */
	name: string | null;
	/** Whether the platform says that they belong to another organization. */
	isGuest: boolean;
	/** Whether the platform would say no more of them: it delivers the name that people see. */
	isComplete?: true;
}

interface Delivered {
	/** The same when the platform delivers it again. Unique within the app. */
	id: string;
	/** The chat that it happened in, by the platform's id. */
	chat: string;
	/** The same as people know it, where the app can write to it and the platform names it nowhere else: so that it can be offered. */
	knownChat?: KnownChat;
	by: ChatPerson;
}

/** Somebody pressed a button of a message of the app. */
export interface ChatPress extends Delivered {
	kind: 'press';
	/** The message that has the button, by the platform's id of it. */
	message: string;
	/** The button's value, as it came: whoever can write to the app's chats may have made it up. */
	value: string;
}

/** Somebody wrote to the app. */
export interface ChatWord extends Delivered {
	kind: 'word';
	/** Of the word itself. */
	message: string;
	/** Whether the app was addressed. Else it only reads a thread, where people talk to one another. */
	isToApp: boolean;
	/** As it was written, without the marks by which the platform has the app in it where those are known. */
	text: string;
	/** The messages that it replies to, the nearest first: what was quoted, then the first of the thread. */
	repliesTo: string[];
	/** What the quoted message says, where the platform hands it on. */
	quoted: string | null;
	/**
	 * Where it can be answered in its chat, on platforms that say so with each word: an
	 * address, or the id of its delivery. Until when in ms since 1970, where they say.
	 */
	replyAt?: { to: string; until?: number };
}

/** A chat of an app as people know it. */
export interface KnownChat {
	id: string;
	/** Null where the platform does not say. */
	title: string | null;
}

export type Incoming = ChatPress | ChatWord;

/**
 * What the platform can show at once, with the acknowledgement: a note to the
 * person alone, and the message as it is from now on, in the platform's own form.
 * `aside` is the message as only whoever pressed sees it, where a platform has no
 * notes. A platform that cannot leaves it out.
 */
export interface ChatResponse {
	note?: { tone: 'success' | 'info' | 'warning' | 'error'; text: string };
	message?: Record<string, unknown>;
	aside?: Record<string, unknown>;
}
