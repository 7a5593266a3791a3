import {
	ChatConnection,
	type ConnectionOptions,
} from '../../../src/chatApps/connection/connection.ts';
import type { ConnectionState } from '../../../src/chatApps/connection/state.ts';
import type { Incoming } from '../../../src/chatApps/incoming.ts';
import { systemClock } from '../../../src/time/clock.ts';
import { askPlatform } from './platformRequest.mts';

/** A connection with all that came by it and all that it was. */
export interface Watched {
	connection: ChatConnection;
	incoming: Incoming[];
	states: ConnectionState[];
	leftOut: string[];
}

/** Connects; chance always says the middle. */
export function watchedConnection(
	options: Pick<ConnectionOptions, 'dialect'> & Partial<ConnectionOptions>,
): Watched {
	const incoming: Incoming[] = [];
	const states: ConnectionState[] = [];
	const leftOut: string[] = [];
	const connection = new ChatConnection({
		clock: systemClock,
		ask: askPlatform,
		random: () => 0.5,
		onState: (state) => states.push(state),
		onLeftOut: (what) => leftOut.push(what),
		...options,
		onIncoming: async (one) => {
			incoming.push(one);
			return await options.onIncoming?.(one);
		},
	});
	connection.start();
	return { connection, incoming, states, leftOut };
}
