import { equalSecrets } from '../events/verification';
import { readExpiry, SIGNATURE, signatureOf, writeExpiry } from '../links/signature';

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
	| { ok: false; reason: 'invalid' | 'expired' };

const FORM = new RegExp(
	`^board\\.(change|look)\\.([0-9a-z]{1,9})\\.([0-9A-Za-z_-]{0,64})\\.(${SIGNATURE})$`,
);

/** Whether a token is meant for the board at all. */
export function isBoardToken(token: string): boolean {
	return token.startsWith('board.');
}

/** @param scope the node that serves the board. */
export function writeBoardLink(key: Buffer, scope: string, link: BoardLink): string {
	const { mayChange, expiresAt, workflowId = '' } = link;
	const said = `board.${mayChange ? 'change' : 'look'}.${writeExpiry(expiresAt)}.${workflowId}`;
	return `${said}.${signatureOf(key, 'board', scope, said)}`;
}

export function readBoardLink(
	key: Buffer,
	scope: string,
	text: string,
	now: number,
): BoardLinkReading {
	const parts = FORM.exec(text);
	if (!parts) return { ok: false, reason: 'invalid' };
	const [, may, expiry, workflowId, signature] = parts;
	const said = text.slice(0, -signature.length - 1);
	if (!equalSecrets(signature, signatureOf(key, 'board', scope, said))) {
		return { ok: false, reason: 'invalid' };
	}
	const expiresAt = readExpiry(expiry);
	if (now >= expiresAt) return { ok: false, reason: 'expired' };
	return {
		ok: true,
		link: { mayChange: may === 'change', workflowId: workflowId || undefined, expiresAt },
	};
}
