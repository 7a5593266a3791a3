import {
	EXPIRY,
	readSigned,
	sign,
	SIGNATURE,
	writeExpiry,
	type SignedReading,
} from '../links/signature';

/** What the link of a board says. Nothing in it is secret. */
export interface BoardLink {
	/** Whether its holder may do something to the conversations, or only look. */
	mayChange: boolean;
	/** Only conversations that this workflow tracks; undefined for all. */
	workflowId: string | undefined;
	/** ms since 1970, in whole seconds. */
	expiresAt: number;
}

export type BoardLinkReading =
	| { ok: true; link: BoardLink }
	| Extract<SignedReading, { ok: false }>;

const FORM = new RegExp(
	`^board\\.(?<may>change|look)\\.${EXPIRY}\\.(?<workflowId>[0-9A-Za-z_-]{0,64})\\.${SIGNATURE}$`,
);

/** Whether a token is meant for the board at all. */
export function isBoardToken(token: string): boolean {
	return token.startsWith('board.');
}

/** @param scope the node that serves the board. */
export function writeBoardLink(key: Buffer, scope: string, link: BoardLink): string {
	const { mayChange, expiresAt, workflowId = '' } = link;
	const may = mayChange ? 'change' : 'look';
	return sign(key, 'board', scope, `board.${may}.${writeExpiry(expiresAt)}.${workflowId}`);
}

export function readBoardLink(
	key: Buffer,
	scope: string,
	text: string,
	now: number,
): BoardLinkReading {
	const reading = readSigned(key, 'board', scope, { form: FORM, text, now });
	if (!reading.ok) return reading;
	const { may, workflowId } = reading.said;
	return {
		ok: true,
		link: {
			mayChange: may === 'change',
			workflowId: workflowId || undefined,
			expiresAt: reading.expiresAt,
		},
	};
}
