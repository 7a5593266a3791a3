import type { ChatPerson, ChatWord } from './incoming';

/** What a platform says of somebody who is asked about. */
export type KnownPerson = Omit<ChatPerson, 'id'>;

/** Whom something is told alone. */
export interface Listener {
	chat: string;
	/** The platform's id of the person. */
	person: string;
	/** Where they wrote it, by the platform's id of the first message there; undefined for the chat itself. */
	thread: string | undefined;
}

/**
 * What became of a change of a message. `refused`: and always will be, as where
 * the message was deleted. `later`: not now; `waitFor` in ms, where the platform says.
 */
export type ChangeOutcome =
	| { is: 'changed' }
	| { is: 'refused'; code: string }
	| { is: 'later'; code: string; waitFor: number };

/** What an app can do in its chats besides hearing what people say. Nothing here rejects. */
export interface ChatVoice {
	/** Who somebody is; undefined where the platform does not say, or not soon enough. */
	person(id: string): Promise<KnownPerson | undefined>;
	/** Tells one person something that nobody else sees. False where that was not possible. */
	whisper(to: Listener, text: string): Promise<boolean>;
	/**
	 * Answers a word in its chat, where all see it: on platforms that show nothing in a
	 * group to one person alone. False where that was not possible.
	 */
	reply?(word: ChatWord, text: string): Promise<boolean>;
	/** Makes this of a message of the app, in the platform's own form. */
	change(chat: string, message: string, body: Record<string, unknown>): Promise<ChangeOutcome>;
}

/** Where a message changes only with the answer to a press. */
export type VoiceWithoutChange = Omit<ChatVoice, 'change'>;
