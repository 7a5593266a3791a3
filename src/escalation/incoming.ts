import type { IncomingMessage } from './machine';
import type { Policy } from './policy';

/** Something that arrived at the node: a customer's message, or the word that somebody replied. */
export type Incoming =
	| ({
			type: 'message';
			eventId?: string;
			policy: Policy;
			/** False for a word that adds to a conversation which waits already, and starts no waiting. */
			opens: boolean;
	  } & IncomingMessage)
	| {
			type: 'reply';
			eventId?: string;
			conversationKey: string;
			repliedAt: number;
			/** See `Said`. */
			sequence?: number;
			actor: string | null;
	  };
