import type { Board } from '../../src/web/board/board.ts';

/** How far it has come with a customer, as the package's own board knows. Times in ms since 1970. */
export interface Progress {
	/** `none`: the board does not know of them, or not yet. */
	state: 'none' | 'waiting' | 'replied' | 'exhausted' | 'cancelled';
	isOver: boolean;
	/** Reminders. */
	sent: number;
	of: number;
	since: number | null;
	/** Null while a reminder is on its way. */
	nextAt: number | null;
	hold: { kind: 'acknowledged' | 'snoozed'; by: string | null; until: number } | null;
}

/** Who waited when n8n was killed, and what became of them. */
export interface Proof {
	/** Without n8n. */
	seconds: number;
	rows: Array<{
		who: string;
		sent: number;
		of: number;
		/** Null when they are not known any more, or not all of it. */
		after: Pick<Progress, 'state' | 'isOver' | 'sent' | 'of'> | null;
	}>;
}

const MAXIMUM = 4;
const NOTHING: Progress = {
	state: 'none',
	isOver: false,
	sent: 0,
	of: MAXIMUM,
	since: null,
	nextAt: null,
	hold: null,
};

export function progressOf(board: Board | undefined, who: string): Progress {
	const waiting = board?.waiting.find((row) => row.who === who);
	if (waiting) {
		const { reminderCount, maximum, since, nextAt, hold } = waiting;
		return {
			...NOTHING,
			state: 'waiting',
			sent: reminderCount,
			of: maximum ?? MAXIMUM,
			since,
			nextAt,
			hold,
		};
	}
	const ended = board?.ended.find((row) => row.who === who);
	if (!ended) return NOTHING;
	const { state, reminderCount } = ended;
	return {
		...NOTHING,
		state: state === 'replied' || state === 'exhausted' ? state : 'cancelled',
		isOver: true,
		sent: reminderCount,
	};
}

/** @param waited who did when n8n was killed. */
export function proofOf(
	waited: Array<{ who: string; sent: number }>,
	board: Board | undefined,
	seconds: number,
): Proof {
	return {
		seconds,
		rows: waited.map(({ who, sent }) => {
			const after = progressOf(board, who);
			const isKept = after.state !== 'none' && after.sent >= sent;
			return { who, sent, of: after.of, after: isKept ? after : null };
		}),
	};
}
