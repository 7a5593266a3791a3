import type { Coming, IncomingMessage, IncomingReply } from './machine';
import type { Expects, Policy } from './policy';

/** A customer's message, or the word that somebody replied. */
export type IncomingWord =
	| ({
			type: 'message';
			eventId?: string;
			policy: Policy;
			/** False for a word that adds to a conversation which waits already, and starts no waiting. */
			opens: boolean;
	  } & IncomingMessage)
	| ({
			type: 'reply';
			eventId?: string;
			conversationKey: string;
	  } & IncomingReply);

/** Something that arrived at the node: also what is expected. */
export type Incoming =
	| IncomingWord
	| ({
			type: 'coming';
			eventId?: string;
			policy: Policy & { expects: Expects };
	  } & Coming);
