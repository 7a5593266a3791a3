import {
	readSigned,
	sign,
	SIGNATURE,
	TERMS,
	writeTerms,
	type Seal,
	type Reading,
	type Terms,
} from '../signature';

/** What the link of a board says. Nothing in it is secret. */
export interface BoardLink extends Terms {
	/** Whether its holder may do something to the conversations, or only look. */
	mayChange: boolean;
	/** Whether they may also say who is on duty instead: only who may change conversations. */
	mayChangeRosters?: boolean;
	/** Only conversations that this workflow tracks; undefined for all. */
	workflowId: string | undefined;
}

const FORM = new RegExp(
	`^board\\.(?<may>change|look|roster)\\.${TERMS}\\.(?<workflowId>[0-9A-Za-z_-]{0,64})\\.${SIGNATURE}$`,
);

/** Whether a token is meant for the board at all. */
export function isBoardToken(token: string): boolean {
	return token.startsWith('board.');
}

export function writeBoardLink(seal: Seal, link: BoardLink): string {
	const { mayChange, mayChangeRosters, workflowId = '' } = link;
	const may = !mayChange ? 'look' : mayChangeRosters ? 'roster' : 'change';
	return sign(seal, 'board', `board.${may}.${writeTerms(link)}.${workflowId}`);
}

export function readBoardLink(seal: Seal, text: string, now: number): Reading<BoardLink> {
	const reading = readSigned(seal, 'board', { form: FORM, text, now });
	if (!reading.ok) return reading;
	const { may, workflowId } = reading.said;
	return {
		ok: true,
		link: {
			mayChange: may !== 'look',
			...(may === 'roster' ? { mayChangeRosters: true } : {}),
			workflowId: workflowId || undefined,
			...reading.terms,
		},
	};
}
