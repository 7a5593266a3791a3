/** What became of the thread of a conversation, for whoever reads the output. */
export interface ThreadOutcome {
	/**
	 * `started`: later messages go to its thread. `continued`: it is an answer to the first.
	 * `startedAgain`: the first is not there any more. `rewritten`: in place of a new
	 * message, the first one says that somebody replied. `notRewritten`: the platform
	 * refused that, so that it is a new message.
	 */
	result: 'started' | 'continued' | 'startedAgain' | 'rewritten' | 'notRewritten';
	/** Why not, in words of the platform's table. */
	code?: string;
	reason?: string;
}
