import { equalSecrets } from '../events/verification';
import { readExpiry, SIGNATURE, signatureOf, writeExpiry } from './signature';

/** What the holder of a link may do: one thing. */
export const linkActions = ['acknowledge', 'snooze', 'markReplied'] as const;
export type LinkAction = (typeof linkActions)[number];

/** What a link says. Nothing in it is secret. */
export interface Link {
	action: LinkAction;
	/** How long pushes are held back by `acknowledge` and `snooze`; 0 for `markReplied`. */
	minutes: number;
	escalationId: string;
	/** ms since 1970, in whole seconds. */
	expiresAt: number;
}

export type LinkReading =
	| { ok: true; link: Link }
	/** `expired` is said of links that we have signed only. */
	| { ok: false; reason: 'invalid' | 'expired' };

/** `action.minutes.expiry.escalation.signature`, all of it fit for a URL as it is. */
const FORM = new RegExp(
	`^(${linkActions.join('|')})\\.(\\d{1,6})\\.([0-9a-z]{1,9})\\.([0-9A-Za-z_-]{1,64})\\.(${SIGNATURE})$`,
);

/** @param scope the node whose links these are: those of one node are worth nothing at another. */
export function writeLink(key: Buffer, scope: string, link: Link): string {
	const { action, minutes, escalationId, expiresAt } = link;
	const said = `${action}.${minutes}.${writeExpiry(expiresAt)}.${escalationId}`;
	return `${said}.${signatureOf(key, 'link', scope, said)}`;
}

export function readLink(key: Buffer, scope: string, text: string, now: number): LinkReading {
	const parts = FORM.exec(text);
	if (!parts) return { ok: false, reason: 'invalid' };
	const [, action, minutes, expiry, escalationId, signature] = parts;
	const said = text.slice(0, -signature.length - 1);
	if (!equalSecrets(signature, signatureOf(key, 'link', scope, said))) {
		return { ok: false, reason: 'invalid' };
	}
	const expiresAt = readExpiry(expiry);
	if (now >= expiresAt) return { ok: false, reason: 'expired' };
	return {
		ok: true,
		link: { action: action as LinkAction, minutes: Number(minutes), escalationId, expiresAt },
	};
}
