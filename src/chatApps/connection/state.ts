import type { ChatReply, ChatRequest, ConnectionError } from './dialect';

/**
 * `connecting`: and tries again, whatever `problem` says. `ready`: answers come.
 * `kicked`: another program has taken the place of the app's only connection; it is
 * tried once more at `until`, or not any more. `refused`: a person has to change
 * something. `closed`: nobody needs it. Times in ms since 1970.
 */
export type ConnectionState =
	| { is: 'connecting'; since: number; problem: ConnectionError | undefined }
	| {
			is: 'ready';
			since: number;
			/** Connections of the app that are not ours, where the platform says so: each gets a part of the answers. */
			others: number;
	  }
	| { is: 'kicked'; since: number; until: number | undefined; problem: ConnectionError }
	| { is: 'refused'; since: number; problem: ConnectionError }
	| { is: 'closed'; since: number };

/** The connection of an app, as whoever has something to say by it knows it. */
export interface AppConnection {
	readonly state: ConnectionState;
	/** Asks the platform something, where it is asked by the connection itself. */
	ask(request: ChatRequest): Promise<ChatReply>;
}

/** Whether it stays so until a person does something. */
export function isFinal(state: ConnectionState): boolean {
	return state.is === 'refused' || (state.is === 'kicked' && state.until === undefined);
}
